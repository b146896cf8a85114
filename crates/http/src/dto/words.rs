//! Words of the API that are of no one type of the domain.

/// The ways by which messages come.
pub(crate) const VIA: [&str; 2] = ["api", "mail"];

/// What would become of a mail by itself.
pub(crate) const VERDICTS: [&str; 8] = ["request", "response", "note", "open", "hold", "record", "bounce", "drop"];

/// What becomes of a mail that is held.
pub(crate) const DECISIONS: [&str; 5] = ["take", "note", "open", "follow", "reject"];
