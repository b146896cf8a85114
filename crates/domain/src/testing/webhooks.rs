use std::sync::{Arc, Mutex, PoisonError};

use async_trait::async_trait;
use time::OffsetDateTime;

use crate::ids::WebhookId;
use crate::ports::{
    FeedEvent, SecretToken, WebhookAnswer, WebhookPayloads, WebhookRequest, WebhookSender, WebhookSigner,
};
use crate::webhooks::{SealedKey, SigningKey};

/// Keys count; nothing is encrypted, and a signature is the number of the key.
#[derive(Clone, Debug, Default)]
pub struct PlainSigner(Arc<Mutex<u8>>);

impl WebhookSigner for PlainSigner {
    fn new_key(&self) -> SigningKey {
        let mut last = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        *last += 1;
        SigningKey([*last; 32])
    }

    fn seal(&self, _: WebhookId, key: &SigningKey) -> SealedKey {
        SealedKey(key.0.to_vec())
    }

    fn open(&self, _: WebhookId, sealed: &SealedKey) -> Option<SigningKey> {
        sealed.0.clone().try_into().ok().map(SigningKey)
    }

    fn key_text(&self, key: &SigningKey) -> SecretToken {
        SecretToken::new(format!("key-{}", key.0[0]))
    }

    fn sign(&self, key: &SigningKey, message: &str) -> String {
        format!("key-{} of {message}", key.0[0])
    }
}

/// The type is all that is sent.
#[derive(Clone, Copy, Debug, Default)]
pub struct PlainPayloads;

impl WebhookPayloads for PlainPayloads {
    fn of_event(&self, kind: &str, _: FeedEvent) -> String {
        kind.to_owned()
    }

    fn of_test(&self, kind: &str, _: WebhookId, _: OffsetDateTime) -> String {
        kind.to_owned()
    }
}

/// A receiver that gives the answers of a script, and 200 after its end.
#[derive(Clone, Debug, Default)]
pub struct ScriptedReceiver {
    script: Arc<Mutex<Vec<Result<WebhookAnswer, String>>>>,
    asked: Arc<Mutex<Vec<WebhookRequest>>>,
}

impl ScriptedReceiver {
    /// With these answers, the first one first.
    #[must_use]
    pub fn new(script: impl IntoIterator<Item = Result<WebhookAnswer, String>>) -> Self {
        let mut script: Vec<_> = script.into_iter().collect();
        script.reverse();
        Self { script: Arc::new(Mutex::new(script)), asked: Arc::default() }
    }

    /// What it was sent.
    #[must_use]
    pub fn asked(&self) -> Vec<WebhookRequest> {
        self.asked.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

#[async_trait]
impl WebhookSender for ScriptedReceiver {
    async fn send(&self, request: WebhookRequest) -> Result<WebhookAnswer, String> {
        self.asked.lock().unwrap_or_else(PoisonError::into_inner).push(request);
        let next = self.script.lock().unwrap_or_else(PoisonError::into_inner).pop();
        next.unwrap_or_else(|| Ok(WebhookAnswer { status: 200, retry_after: None, text: String::new() }))
    }
}
