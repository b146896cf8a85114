use async_trait::async_trait;

use crate::notification::Notice;
use crate::people::{EmailAddress, PersonName};

/// A notice on its way to the address of its recipient.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letter {
    /// What it says.
    pub notice: Notice,
    /// The address, as it is when the letter goes out.
    pub to: EmailAddress,
    /// What the recipient is called.
    pub to_name: PersonName,
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
