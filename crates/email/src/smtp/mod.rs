//! Mails to a mail server (RFC 5321).

mod connection;
mod fault;
mod notifier;
mod settings;

pub use notifier::{ConnectionReport, SmtpNotifier};
pub use settings::{Encryption, Patience, SmtpSettings};
