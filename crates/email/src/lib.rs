//! Mails behind the domain's [`Notifier`](deskhand_domain::ports::Notifier): what they say, and how they are sent.
//!
//! `compose` turns an [`OutgoingMail`](deskhand_domain::ports::OutgoingMail) into a message. Its texts are in `words/`, one Fluent
//! file for each language; [`Templates`] has one folder for each kind of mail, and an operator's own files in their place. [`SmtpNotifier`] sends it to a mail server,
//! [`EmlNotifier`] writes it to a folder. A [`Letterhead`] is what all mails have in common.

mod addresses;
mod compose;
mod digest_view;
mod eml_notifier;
mod file_view;
mod held_view;
mod letterhead;
mod mail_view;
mod moments;
mod paragraphs;
mod public_url;
mod samples;
mod sender;
mod sentence;
mod settings_error;
mod sizes;
mod smtp;
mod templates;
mod ticket_url;
mod ticket_view;
mod wording;
mod words;

pub use compose::Composer;
pub use eml_notifier::EmlNotifier;
pub use letterhead::Letterhead;
pub use public_url::PublicUrl;
pub use sender::Sender;
pub use settings_error::SettingsError;
pub use smtp::{ConnectionReport, Encryption, Hello, SmtpNotifier, SmtpSettings, TestMail, Timeouts};
pub use templates::{TemplateError, Templates};
pub use ticket_url::TicketUrl;
