//! The connections of an open database: those that read, and those that write.

pub(crate) mod read;
mod wide_awake;
pub(crate) mod write;
