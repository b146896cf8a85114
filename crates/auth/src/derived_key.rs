use secrecy::{ExposeSecret, SecretBox};

/// A 256-bit key for one purpose, derived from the [`MasterSecret`](crate::MasterSecret), with the keys that its previous
/// secrets give for the same purpose. New things are made with the current key; what exists may have been made with any of
/// them. Its `Debug` hides it.
pub struct DerivedKey {
    current: Key,
    /// Newest first.
    previous: Vec<Key>,
}

type Key = SecretBox<[u8; 32]>;

impl DerivedKey {
    pub(crate) fn new(current: [u8; 32], previous: impl IntoIterator<Item = [u8; 32]>) -> Self {
        Self { current: boxed(current), previous: previous.into_iter().map(boxed).collect() }
    }

    /// The key of the current secret: everything new is made with it.
    #[must_use]
    pub fn expose(&self) -> &[u8; 32] {
        self.current.expose_secret()
    }

    /// The keys of the previous secrets, newest first: what was made with them is still accepted.
    pub fn previous(&self) -> impl Iterator<Item = &[u8; 32]> {
        self.previous.iter().map(ExposeSecret::expose_secret)
    }

    /// The current key, then the previous ones.
    pub fn all(&self) -> impl Iterator<Item = &[u8; 32]> {
        std::iter::once(self.expose()).chain(self.previous())
    }
}

fn boxed(key: [u8; 32]) -> Key {
    SecretBox::new(Box::new(key))
}

impl Clone for DerivedKey {
    fn clone(&self) -> Self {
        Self::new(*self.expose(), self.previous().copied())
    }
}

impl std::fmt::Debug for DerivedKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("DerivedKey(***)")
    }
}
