use async_trait::async_trait;
use deskhand_domain::incoming::ArrivedMail;
use deskhand_domain::people::EmailAddress;
use deskhand_domain::use_cases::TakenIn;

/// Where mail goes that a transport brings. The server implements it over the use cases.
#[async_trait]
pub trait Intake: Send + Sync {
    /// Stores a mail, and returns when it is committed. Storing the same mail again MUST succeed with `TakenIn::Known`.
    async fn take_in(&self, mail: ArrivedMail) -> Result<TakenIn, IntakeError>;

    /// Whether mail to this address is for the desk.
    fn accepts(&self, recipient: &EmailAddress) -> bool;

    /// The most bytes of one mail.
    fn most_bytes(&self) -> u64;
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
