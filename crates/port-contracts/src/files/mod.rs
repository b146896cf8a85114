//! Files: their rows, and the store of their bytes.

pub(crate) mod attachments;
pub(crate) mod contents;
mod fixture;
pub mod store;
