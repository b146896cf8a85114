//! A client for IMAP (RFC 3501, RFC 9051) that fetches the mails of one folder, in order and each once.
//!
//! It keeps its place in the folder in the database, as a UID. What other programs do to the mails, such as marking them as read,
//! does not matter.

mod after;
mod condition;
mod connection;
mod failures;
mod fault;
mod fetched;
mod folder;
mod framing;
mod idle;
mod new_mails;
mod observer;
mod pauses;
mod reader;
mod report;
mod response;
mod session;
mod settings;
mod settings_error;
mod sign_in;
mod stream;
mod time_limit;
mod tokens;
mod url;

pub use after::{After, FirstRun};
pub use observer::ImapObserver;
pub use reader::MailboxReader;
pub use report::ImapReport;
pub use settings::ImapSettings;
pub use settings_error::ImapSettingsError;
