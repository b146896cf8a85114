use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use deskhand_domain::WebhookId;
use deskhand_domain::ports::{SecretToken, WebhookSigner};
use deskhand_domain::webhooks::{SealedKey, SigningKey};

use crate::derived_key::DerivedKey;
use crate::hmac::hmac_sha256;
use crate::random_token::random_bytes;
use crate::sealing;

/// Signs webhooks as Standard Webhooks 1.0 says, and encrypts their keys.
pub struct HmacSigner {
    key: DerivedKey,
}

impl HmacSigner {
    /// With the key of [`MasterSecret::webhooks_key`](crate::MasterSecret::webhooks_key).
    #[must_use]
    pub const fn new(key: DerivedKey) -> Self {
        Self { key }
    }
}

impl WebhookSigner for HmacSigner {
    fn new_key(&self) -> SigningKey {
        SigningKey(random_bytes())
    }

    fn seal(&self, webhook: WebhookId, key: &SigningKey) -> SealedKey {
        SealedKey(sealing::seal(&self.key, webhook.as_uuid().as_bytes(), &key.0))
    }

    fn open(&self, webhook: WebhookId, sealed: &SealedKey) -> Option<SigningKey> {
        sealing::open(&self.key, webhook.as_uuid().as_bytes(), &sealed.0).map(SigningKey)
    }

    fn key_text(&self, key: &SigningKey) -> SecretToken {
        SecretToken::new(format!("whsec_{}", STANDARD.encode(key.0)))
    }

    fn sign(&self, key: &SigningKey, message: &str) -> String {
        format!("v1,{}", STANDARD.encode(hmac_sha256(&key.0, message.as_bytes())))
    }
}

#[cfg(test)]
mod tests {
    use deskhand_domain::uuid::Uuid;

    use super::*;
    use crate::MasterSecret;

    fn signer(secret: &MasterSecret) -> HmacSigner {
        HmacSigner::new(secret.webhooks_key())
    }

    fn secret(letter: &str) -> MasterSecret {
        MasterSecret::parse(&letter.repeat(32)).unwrap()
    }

    fn webhook(n: u128) -> WebhookId {
        WebhookId::new(Uuid::from_u128(n))
    }

    /// The numbers are of the specification's own example: its key has 24 bytes, so only the HMAC is compared.
    #[test]
    fn the_signature_is_that_of_standard_webhooks() {
        let key = STANDARD.decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").unwrap();
        let message = r#"msg_p5jXN8AQM9LWM0D4loKWxJek.1614265330.{"test": 2432232314}"#;
        let signature = STANDARD.encode(hmac_sha256(&key, message.as_bytes()));
        assert_eq!(signature, "g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    #[test]
    fn a_key_is_shown_as_receivers_enter_it() {
        let signer = signer(&secret("s"));
        assert_eq!(
            signer.key_text(&SigningKey([0; 32])).reveal(),
            "whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="
        );
        assert!(signer.sign(&SigningKey([0; 32]), "a").starts_with("v1,"));
        assert_ne!(signer.new_key(), signer.new_key());
    }

    #[test]
    fn a_sealed_key_opens_for_its_webhook_only_and_after_a_rotation_too() {
        let signer_before = signer(&secret("o"));
        let key = signer_before.new_key();
        let sealed = signer_before.seal(webhook(1), &key);
        assert_ne!(sealed, signer_before.seal(webhook(1), &key));
        assert_eq!(signer_before.open(webhook(1), &sealed), Some(key.clone()));
        assert_eq!(signer_before.open(webhook(2), &sealed), None);
        assert_eq!(signer(&secret("n")).open(webhook(1), &sealed), None);
        let rotated = secret("n").with_previous([secret("o")]);
        assert_eq!(signer(&rotated).open(webhook(1), &sealed), Some(key));
        assert_eq!(signer_before.open(webhook(1), &SealedKey(Vec::new())), None);
    }
}
