//! Sends mails to a mail server (RFC 5321).

mod connection;
mod connection_report;
mod fault;
mod hello;
mod notifier;
mod options;
mod settings;
mod test_mail;
mod transport;
mod url;

pub use connection_report::ConnectionReport;
pub use hello::Hello;
pub use notifier::SmtpNotifier;
pub use options::{Encryption, Timeouts};
pub use settings::SmtpSettings;
pub use test_mail::TestMail;
