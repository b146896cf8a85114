use async_trait::async_trait;

use crate::notification::Notice;
use crate::people::{EmailAddress, LinkPurpose, PersonName};
use crate::ports::SecretToken;

/// A notice on its way to the address of its recipient.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letter {
    /// What it says.
    pub notice: Notice,
    /// The address that the notice says, or the recipient's as it is when the letter goes out.
    pub to: EmailAddress,
    /// What the recipient is called.
    pub to_name: PersonName,
    /// The link in it, where its kind has one. Made for the way out: nothing else has the token.
    pub link: Option<LetterLink>,
}

/// The link in a letter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LetterLink {
    /// What it is for.
    pub purpose: LinkPurpose,
    /// What whoever follows it presents.
    pub token: SecretToken,
}

/// Why a letter was not delivered, as far as the mail server told.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotifyError {
    /// Not now: no connection, a 4xx answer, a fault of the configuration such as a refused sign-in.
    #[error("{0}")]
    Transient(String),
    /// Never: the server refused this letter or this recipient (5xx).
    #[error("{0}")]
    Permanent(String),
    /// Perhaps delivered: the connection broke after the whole letter was handed over. Trying again may duplicate it.
    #[error("{0}")]
    Uncertain(String),
}

/// Sends letters.
#[cfg_attr(any(test, feature = "testing"), mockall::automock)]
#[async_trait]
pub trait Notifier: Send + Sync {
    /// Hands the letter to the mail system, and gives back what that said to it, such as `250 2.0.0 Ok: queued`. Sending
    /// the same notice twice MUST use the same `Message-ID`.
    async fn send(&self, letter: Letter) -> Result<String, NotifyError>;
}
