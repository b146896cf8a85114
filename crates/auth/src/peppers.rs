//! The peppers of the passwords of one desk. A stored hash begins with eight hexadecimal digits, the tag of its pepper: so a
//! password costs one hash to check, whatever number of secrets there is, and an operator can see how many passwords still need a
//! previous secret. Hashes without a tag were stored by a version that had one secret: the oldest one.

use crate::derived_key::DerivedKey;
use crate::hmac::hmac_sha256;

/// The current pepper and the previous ones.
pub(crate) struct Peppers {
    key: DerivedKey,
    /// The tag of each of [`DerivedKey::all`].
    tags: Vec<String>,
}

/// One of them.
#[derive(Clone, Copy)]
pub(crate) struct Pepper<'a> {
    key: &'a [u8; 32],
    tag: &'a str,
}

impl<'a> Pepper<'a> {
    pub(crate) const fn key(self) -> &'a [u8; 32] {
        self.key
    }

    pub(crate) const fn tag(self) -> &'a str {
        self.tag
    }
}

impl Peppers {
    pub(crate) fn new(key: &DerivedKey) -> Self {
        Self { key: key.clone(), tags: tags(key) }
    }

    pub(crate) fn current(&self) -> Pepper<'_> {
        Pepper { key: self.key.expose(), tag: self.tags.first().map_or("", String::as_str) }
    }

    /// The pepper of a stored hash, and the hash without the tag. `None` if the pepper's secret is not there any more.
    pub(crate) fn of<'a>(&'a self, stored: &'a str) -> Option<(Pepper<'a>, &'a str)> {
        let (tag, hash) = stored.find('$').and_then(|end| stored.split_at_checked(end)).unwrap_or(("", stored));
        let mut all = self.key.all().zip(&self.tags).map(|(key, tag)| Pepper { key, tag });
        let pepper = if tag.is_empty() { all.last() } else { all.find(|pepper| pepper.tag == tag) };
        Some((pepper?, hash))
    }
}

/// The tags of these peppers, the current one first.
pub(crate) fn tags(key: &DerivedKey) -> Vec<String> {
    key.all().map(tag).collect()
}

fn tag(pepper: &[u8; 32]) -> String {
    let digest = hmac_sha256(pepper, b"tag");
    digest.iter().take(4).map(|byte| format!("{byte:02x}")).collect()
}
