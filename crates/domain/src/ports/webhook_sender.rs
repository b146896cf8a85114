use async_trait::async_trait;
use time::Duration;

use super::FeedEvent;
use crate::ids::{DeliveryId, WebhookId};
use crate::secrets::SecretToken;
use crate::webhooks::{SealedKey, SigningKey, WebhookUrl};

/// A delivery as it is sent, by Standard Webhooks 1.0.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WebhookRequest {
    /// Where to.
    pub url: WebhookUrl,
    /// `webhook-id`: the same at every try.
    pub id: DeliveryId,
    /// `webhook-timestamp`: seconds since 1970, of this try.
    pub timestamp: i64,
    /// `webhook-signature`: one for each key in use.
    pub signatures: Vec<String>,
    /// The JSON.
    pub body: String,
}

/// What a receiver answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WebhookAnswer {
    /// The HTTP status.
    pub status: u16,
    /// For how long it wants to be left alone.
    pub retry_after: Option<Duration>,
    /// The beginning of its body.
    pub text: String,
}

/// Sends deliveries over HTTP.
#[cfg_attr(any(test, feature = "testing"), mockall::automock)]
#[async_trait]
pub trait WebhookSender: Send + Sync {
    /// Sends one delivery once. MUST NOT follow a redirect: what the receiver's operator entered is where words of this desk go. MUST end within
    /// a limit of its own. The error says why there is no answer.
    async fn send(&self, request: WebhookRequest) -> Result<WebhookAnswer, String>;
}

/// Makes, encrypts and uses the keys that webhooks are signed with.
#[cfg_attr(any(test, feature = "testing"), mockall::automock)]
pub trait WebhookSigner: Send + Sync {
    /// Whether there are any. Where not, no webhook can be made.
    fn is_supported(&self) -> bool {
        true
    }

    /// A new key: 256 bits from the system's random source.
    fn new_key(&self) -> SigningKey;

    /// Encrypts the key of this webhook. MUST give another text at every call.
    fn seal(&self, webhook: WebhookId, key: &SigningKey) -> SealedKey;

    /// Decrypts it. `None` where it was sealed for another webhook, under another key, or changed.
    fn open(&self, webhook: WebhookId, sealed: &SealedKey) -> Option<SigningKey>;

    /// The key as receivers enter it: `whsec_` and base64.
    fn key_text(&self, key: &SigningKey) -> SecretToken;

    /// The signature of a message: `v1,` and HMAC-SHA256 in base64.
    fn sign(&self, key: &SigningKey, message: &str) -> String;
}

/// Writes events as webhooks are sent them.
#[cfg_attr(any(test, feature = "testing"), mockall::automock)]
pub trait WebhookPayloads: Send + Sync {
    /// The JSON of an event, with this type.
    fn of_event(&self, kind: &str, event: FeedEvent) -> String;

    /// The JSON of a test.
    fn of_test(&self, kind: &str, webhook: WebhookId, at: time::OffsetDateTime) -> String;
}
