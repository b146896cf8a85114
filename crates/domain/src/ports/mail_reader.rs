use crate::incoming::IncomingMail;

/// Reads mails as they came in (RFC 5322, MIME).
#[cfg_attr(any(test, feature = "testing"), mockall::automock)]
pub trait MailReader: Send + Sync {
    /// What the mail says. `raw` is everything that the transport handed over.
    ///
    /// It never fails: what cannot be read is [`Unparsed`](crate::incoming::Unparsed), with whatever could be. It MUST end for all
    /// bytes within 15 seconds, without a panic, with memory in proportion to `raw`, and however deep mails are nested. The same
    /// bytes MUST give the same mail, other than where [`Unparsed::OutOfTime`](crate::incoming::Unparsed::OutOfTime) says so.
    ///
    /// It blocks: call it from a thread that may.
    fn read(&self, raw: &[u8]) -> IncomingMail;
}
