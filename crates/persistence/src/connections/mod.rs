//! The connections of an open database: those that read, and those that write.

pub(crate) mod read;
pub(crate) mod write;
