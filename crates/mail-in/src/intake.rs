use async_trait::async_trait;
use deskhand_domain::people::EmailAddress;

/// Where mail goes that a transport brings. The server implements it over the use cases.
#[async_trait]
pub trait Intake: Send + Sync {
    /// Stores a mail, and returns when it is committed. Storing the same mail again MUST succeed with [`TakenIn::Known`].
    async fn take_in(&self, mail: ArrivedMail) -> Result<TakenIn, IntakeError>;

    /// Whether mail to this address is for the desk.
    fn accepts(&self, recipient: &EmailAddress) -> bool;

    /// The most bytes of one mail.
    fn most_bytes(&self) -> u64;
}

/// A mail as it arrived.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ArrivedMail {
    /// All of its bytes.
    pub raw: Vec<u8>,
    /// The sender of the envelope, empty for a bounce; `None` where the transport has no envelope.
    pub sender: Option<String>,
    /// The recipients of the envelope; none where the transport has no envelope.
    pub recipients: Vec<EmailAddress>,
    /// What brought it.
    pub transport: Transport,
}

/// What brought a mail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Transport {
    /// A mail server, over LMTP.
    Lmtp,
    /// Fetched from a mailbox.
    Imap,
}

/// What became of a mail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TakenIn {
    /// It is stored.
    New,
    /// It was stored before.
    Known,
}

/// Why a mail was not stored.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum IntakeError {
    /// It has more bytes than are taken in.
    #[error("the mail is too large")]
    TooLarge,
    /// Nothing can be stored now. The transport keeps the mail and tries again.
    #[error("mail can't be stored now: {0}")]
    Later(String),
}
