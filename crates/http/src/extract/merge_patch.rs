use serde::{Deserialize, Deserializer};

/// Distinguishes an explicit `null` from an absent field, as JSON Merge Patch (RFC 7396) asks: `null` is `Some(None)`.
/// Needs `#[serde(default)]` beside it, for absent fields.
pub(crate) fn present<'de, T: Deserialize<'de>, D: Deserializer<'de>>(field: D) -> Result<Option<Option<T>>, D::Error> {
    Option::deserialize(field).map(Some)
}
