use std::fmt;

use time::{Duration, OffsetDateTime};

/// The key that this desk and one receiver share: 256 bits. Its `Debug` is a mask.
#[derive(Clone, PartialEq, Eq)]
pub struct SigningKey(pub [u8; 32]);

impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SigningKey(***)")
    }
}

/// A signing key as a store holds it: encrypted for one webhook.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SealedKey(pub Vec<u8>);

/// The keys of a webhook. After a rotation there are two for a while, and every delivery has a signature of each, so that the receiver
/// can take the new one when it suits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SigningKeys {
    /// The newest.
    pub current: SealedKey,
    /// The one before, and until when deliveries are signed with it too.
    pub previous: Option<(SealedKey, OffsetDateTime)>,
}

impl SigningKeys {
    /// For how long the key before a rotation is used beside the new one.
    pub const OVERLAP: Duration = Duration::hours(24);

    /// The keys of a new webhook.
    #[must_use]
    pub const fn new(key: SealedKey) -> Self {
        Self { current: key, previous: None }
    }

    /// Takes another key into use. What was there before the one of now is used no longer.
    pub fn rotate(&mut self, key: SealedKey, now: OffsetDateTime) {
        let before = std::mem::replace(&mut self.current, key);
        self.previous = Some((before, now + Self::OVERLAP));
    }

    /// Those that a delivery is signed with, the newest first.
    pub fn in_use(&self, now: OffsetDateTime) -> impl Iterator<Item = &SealedKey> {
        let previous = self.previous.as_ref().filter(|(_, end)| now < *end).map(|(key, _)| key);
        std::iter::once(&self.current).chain(previous)
    }
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::*;

    #[test]
    fn the_key_before_a_rotation_is_used_for_a_day() {
        let now = datetime!(2026-01-05 09:00 UTC);
        let key = |n| SealedKey(vec![n]);
        let mut keys = SigningKeys::new(key(1));
        assert_eq!(keys.in_use(now).collect::<Vec<_>>(), [&key(1)]);
        keys.rotate(key(2), now);
        let last = now + SigningKeys::OVERLAP - Duration::MILLISECOND;
        assert_eq!(keys.in_use(last).collect::<Vec<_>>(), [&key(2), &key(1)]);
        assert_eq!(keys.in_use(now + SigningKeys::OVERLAP).collect::<Vec<_>>(), [&key(2)]);
        // A key that leaked is gone after two rotations, however soon they follow.
        keys.rotate(key(3), now);
        assert_eq!(keys.in_use(now).collect::<Vec<_>>(), [&key(3), &key(2)]);
    }
}
