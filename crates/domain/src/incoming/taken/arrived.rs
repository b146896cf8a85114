use std::fmt;

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
    /// Where it is larger than the desk takes, so that `raw` is only its header and the mail stays where it was: how many bytes it has.
    pub left: Option<u64>,
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
