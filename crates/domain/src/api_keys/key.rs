use time::{Duration, OffsetDateTime};

use super::KeyScopes;
use crate::ids::{ApiKeyId, PersonId};
use crate::secrets::SecretDigest;
use crate::text::text_type;

text_type! {
    /// What its owner calls a key: one line of 1 to 100 characters.
    KeyName(
        /// The most characters.
        pub const MAX: usize = 100;
    )
    parse |input| crate::text::line(input, 1, KeyName::MAX)
}

/// The most keys of one person that are good at the same time.
pub const MOST_LIVE_KEYS: u64 = 50;

/// How old the note of the last use may get: a busy key must not make every read a write.
pub const LAST_USE_WRITTEN_EVERY: Duration = Duration::MINUTE;

/// How long a key lasts where its maker does not say: a forgotten key must not stay valid for ever.
pub const KEY_LIFETIME: Duration = Duration::days(365);

/// An API key as it is stored: with the digest of its secret, not the secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApiKey {
    /// Part of the key itself, so that it is found without its secret.
    pub id: ApiKeyId,
    /// Who made it, and as whom it acts.
    pub owner: PersonId,
    /// What they call it.
    pub name: KeyName,
    /// What it is good for.
    pub scopes: KeyScopes,
    /// SHA-256 of the secret.
    pub digest: SecretDigest,
    /// When it was made.
    pub created_at: OffsetDateTime,
    /// From when on it is no longer good; `None` for never.
    pub expires_at: Option<OffsetDateTime>,
    /// When its owner or a superadmin ended it.
    pub revoked_at: Option<OffsetDateTime>,
    /// When it was last used, as far as noted: see [`LAST_USE_WRITTEN_EVERY`].
    pub last_used_at: Option<OffsetDateTime>,
}

impl ApiKey {
    /// Whether it is neither revoked nor expired.
    #[must_use]
    pub fn is_live(&self, now: OffsetDateTime) -> bool {
        self.revoked_at.is_none() && self.expires_at.is_none_or(|end| now < end)
    }

    /// Whether a use now is worth a note.
    #[must_use]
    pub fn note_is_due(&self, now: OffsetDateTime) -> bool {
        self.last_used_at.is_none_or(|last| now - last >= LAST_USE_WRITTEN_EVERY)
    }
}
