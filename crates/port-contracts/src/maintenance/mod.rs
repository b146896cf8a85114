//! What an operator does to the whole desk.

pub(crate) mod mail;
pub(crate) mod pausing;
pub(crate) mod sessions;
