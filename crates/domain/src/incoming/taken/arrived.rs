use std::fmt;

use crate::incoming::HeldBecause;
use crate::people::EmailAddress;
use crate::text::word_type;

word_type! {
    /// How a mail came in.
    Transport: "one of imap, lmtp, stdin, http" {
        /// Fetched from a mailbox.
        Imap = "imap",
        /// Delivered by a mail server (RFC 2033).
        Lmtp = "lmtp",
        /// Given to `deskhand mail deliver`.
        Stdin = "stdin",
        /// Sent to `POST /api/v1/mail`.
        Http = "http",
    }
}

/// A mail as a transport hands it over.
#[derive(Clone, PartialEq, Eq)]
pub struct ArrivedMail {
    /// Everything, from the first header on.
    pub raw: Vec<u8>,
    /// The sender of its envelope: empty for reports, `None` where the transport does not know it.
    pub sender: Option<String>,
    /// The recipients of its envelope, as far as the transport knows them.
    pub recipients: Vec<EmailAddress>,
    /// How it came in.
    pub transport: Transport,
    /// Why the mail stays where it was, where that is so: `raw` is only its header then.
    pub left: Option<LeftBehind>,
}

/// Why a mail stays where it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LeftBehind {
    /// It is larger than the desk takes.
    TooLarge {
        /// Its bytes.
        size: u64,
    },
    /// It could not be fetched.
    Unfetched {
        /// What the mail server said at last.
        reason: String,
    },
}

impl LeftBehind {
    /// Why its header is held.
    #[must_use]
    pub const fn because(&self) -> HeldBecause {
        match self {
            Self::TooLarge { .. } => HeldBecause::TooLarge,
            Self::Unfetched { .. } => HeldBecause::Unfetched,
        }
    }
}

impl fmt::Display for LeftBehind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooLarge { size } => write!(f, "the whole mail has {size} bytes, and stays where it was"),
            Self::Unfetched { reason } => write!(f, "it could not be fetched, and stays where it was: {reason}"),
        }
    }
}

/// Without the mail itself, which may be megabytes and is private.
impl fmt::Debug for ArrivedMail {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ArrivedMail")
            .field("bytes", &self.raw.len())
            .field("recipients", &self.recipients.len())
            .field("transport", &self.transport)
            .finish_non_exhaustive()
    }
}
