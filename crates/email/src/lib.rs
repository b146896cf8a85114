//! Mails behind the domain's [`Notifier`](deskhand_domain::ports::Notifier): what they say, how they look to a mail
//! program, and how they leave.
//!
//! A [`OutgoingMail`](deskhand_domain::ports::OutgoingMail) becomes a mail in `compose`, with the words of `wording` and the
//! templates of one folder for each kind of mail. [`SmtpNotifier`] hands it to a mail server, [`EmlNotifier`] writes
//! it to a folder.

mod compose;
mod eml_notifier;
mod letterhead;
mod settings_error;
mod smtp;
mod templates;
mod wording;

pub use eml_notifier::EmlNotifier;
pub use letterhead::{Letterhead, PublicUrl, Sender};
pub use settings_error::SettingsError;
pub use smtp::{ConnectionReport, Encryption, Patience, SmtpNotifier, SmtpSettings};
