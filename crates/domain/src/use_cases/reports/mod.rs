pub(crate) mod resolved;
pub(crate) mod summary;
