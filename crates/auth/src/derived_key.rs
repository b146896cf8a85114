use secrecy::{ExposeSecret, SecretBox};

/// A 256-bit key derived from the [`MasterSecret`](crate::MasterSecret) for one purpose. Its `Debug` hides it.
pub struct DerivedKey(SecretBox<[u8; 32]>);

impl DerivedKey {
    pub(crate) fn new(key: [u8; 32]) -> Self {
        Self(SecretBox::new(Box::new(key)))
    }

    /// The key itself.
    #[must_use]
    pub fn expose(&self) -> &[u8; 32] {
        self.0.expose_secret()
    }
}

impl Clone for DerivedKey {
    fn clone(&self) -> Self {
        Self::new(*self.expose())
    }
}

impl std::fmt::Debug for DerivedKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("DerivedKey(***)")
    }
}
