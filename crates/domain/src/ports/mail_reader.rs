use async_trait::async_trait;

use crate::incoming::{IncomingMail, MailDigest};

/// Reads mails as they came in (RFC 5322, MIME).
#[cfg_attr(any(test, feature = "testing"), mockall::automock)]
#[async_trait]
pub trait MailReader: Send + Sync {
    /// What the mail says. `raw` is everything that the transport handed over.
    ///
    /// It never fails: what cannot be read is [`Unparsed`](crate::incoming::Unparsed), with whatever could be. It MUST end for all
    /// bytes within 15 seconds, without a panic, with memory in proportion to `raw`, and however deep mails are nested. The same
    /// bytes MUST give the same mail, other than where [`Unparsed::OutOfTime`](crate::incoming::Unparsed::OutOfTime) says so.
    ///
    /// It MUST NOT keep the thread that polls it busy while it reads.
    async fn read(&self, raw: Vec<u8>) -> IncomingMail;

    /// What makes the mail the same as another, see [`MailDigest`]. Where it has no header, over all of it. It MUST end in time
    /// proportional to `raw`.
    fn digest(&self, raw: &[u8]) -> MailDigest;

    /// What makes the mail the same as another that was coded anew on its way: over `Message-ID`, `From` and the text. `None` for a mail
    /// without a `Message-ID`.
    fn content_digest(&self, mail: &IncomingMail) -> Option<MailDigest>;
}
