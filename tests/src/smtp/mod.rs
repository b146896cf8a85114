//! A real mail server for tests, in this process: it listens on a free port, keeps the mails, and misbehaves when
//! a test asks for it. The crate `mailin` implements the protocol; this module handles bytes, TLS and misbehavior.

mod certificates;
mod conversation;
mod handler;
mod misbehavior;
mod script;
mod server;

pub use misbehavior::{Misbehavior, Moment};
pub use server::{Security, SmtpServer};

/// A mail as the server took it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReceivedMail {
    /// The sender of the envelope.
    pub from: String,
    /// The recipients of the envelope.
    pub to: Vec<String>,
    /// The mail itself, as it came, without the dots that SMTP adds.
    pub data: Vec<u8>,
}

impl ReceivedMail {
    /// The mail as text, for a look inside.
    #[must_use]
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.data).into_owned()
    }
}
