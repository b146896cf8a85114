//! The schema, and how it is migrated.

pub(crate) mod migrate;
