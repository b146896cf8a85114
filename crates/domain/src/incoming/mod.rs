//! A mail that came in, as a reader understood it: who says to have written it, what it answers, what kind of mail it is, what it
//! says. Nothing here reads bytes; that is the port [`MailReader`](crate::ports::MailReader).
//!
//! [`IncomingMail`] is what was read, [`IncomingKind`] what kind of mail it is, [`AuthenticationVerdict`] what the own mail server
//! found out about its sender, [`Trimmed`] what of an answer is new, [`Subject`] what its subject says. [`TakenMail`]
//! is a mail from the moment a transport handed it over: where it is, and what became of it.

mod address;
mod authentication;
mod caps;
mod decision;
mod file;
mod header_word;
mod kind;
mod mail;
mod marks;
mod message_id;
mod readability;
mod remark;
mod report;
mod subject;
mod taken;
mod trim;

pub use address::{DeliveryHeaders, IncomingAddress, Mailbox};
pub use authentication::AuthenticationVerdict;
pub use caps::{MailCaps, MailVolume};
pub use decision::{HeldBecause, IncomingCase, IncomingRules, Intake, Part, Recognition, Standing, Verdict, decide};
pub use file::IncomingFile;
pub use kind::{IncomingKind, MOST_RECEIVED, OwnMail};
pub use mail::{IncomingMail, NO_TEXT};
pub use marks::MailMarks;
pub use message_id::MailMessageId;
pub use readability::{Readability, Unparsed};
pub use remark::Remark;
pub use report::{DeliveryAction, DeliveryReport, MailReport, RecipientReport, StatusCode};
pub use subject::Subject;
pub use taken::{
    ArrivedMail, IntakeRetries, LeftBehind, MailDigest, MailReading, Settlement, TakenMail, TakenState, Transport,
};
pub use trim::{Trimmed, answer_marker, original_sender};
