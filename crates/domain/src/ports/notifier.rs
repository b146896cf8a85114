use async_trait::async_trait;

use super::OutgoingMail;

/// Why a mail was not delivered, as far as the mail server said.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NotifyError {
    /// Not now: no connection, or a 4xx answer.
    #[error("{0}")]
    Transient(String),
    /// The server refuses every mail, whatever it says: our name, the sign-in, the sender. A fault of the installation; no mail
    /// is given up for it.
    #[error("{0}")]
    RefusesAll(String),
    /// Never: the server refused this mail or this recipient (5xx).
    #[error("{0}")]
    Permanent(String),
    /// Never as it is: the server takes mail for this recipient, and refused what this one says or carries, or its size (5xx).
    #[error("{0}")]
    RefusedContent(String),
    /// Perhaps delivered: the connection broke after the whole mail was handed over. Trying again may duplicate it.
    #[error("{0}")]
    Uncertain(String),
}

/// Sends mails.
#[cfg_attr(any(test, feature = "testing"), mockall::automock)]
#[async_trait]
pub trait Notifier: Send + Sync {
    /// Hands the mail to the mail system, and gives back what that said to it, such as `250 2.0.0 Ok: queued`. Sending
    /// the same mail twice MUST use the same `Message-ID`.
    async fn send(&self, mail: OutgoingMail) -> Result<String, NotifyError>;
}
