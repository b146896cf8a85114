use std::fmt;

use uuid::Uuid;

use crate::ids::ApiKeyId;
use crate::secrets::SecretToken;

/// A key as a program shows it: `dh_`, the id without hyphens, `_`, the secret. No other kind of token begins like it.
/// Its `Debug` is a mask.
#[derive(Clone, PartialEq, Eq)]
pub struct PresentedKey {
    /// Which key it claims to be.
    pub id: ApiKeyId,
    /// What has to prove it.
    pub secret: SecretToken,
}

impl PresentedKey {
    /// How every key begins.
    pub const PREFIX: &'static str = "dh_";

    /// Takes a key apart. `None` for every other text: an id in capitals is another text, too.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (id, secret) = text.strip_prefix(Self::PREFIX)?.split_once('_')?;
        let parsed = Uuid::try_parse(id).ok().filter(|uuid| uuid.simple().to_string() == id)?;
        Some(Self { id: ApiKeyId::new(parsed), secret: SecretToken::new(secret.to_owned()) })
    }

    /// The whole text, to be handed to its owner.
    #[must_use]
    pub fn reveal(&self) -> String {
        format!("{}{}_{}", Self::PREFIX, self.id.as_uuid().simple(), self.secret.reveal())
    }
}

impl fmt::Debug for PresentedKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PresentedKey").field("id", &self.id).finish_non_exhaustive()
    }
}
