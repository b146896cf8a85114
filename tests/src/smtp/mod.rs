//! A real mail server for tests, in this process: it listens on a free port, keeps what it is sent, and misbehaves when
//! told to. The protocol is that of the `mailin` crate; only bytes, TLS and misbehavior are handled here.

mod certificates;
mod conversation;
mod handler;
mod misbehavior;
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
