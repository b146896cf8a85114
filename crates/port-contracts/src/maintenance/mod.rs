//! Pausing mail, ending all sessions and deleting old data.

pub(crate) mod mail;
pub(crate) mod pausing;
pub(crate) mod sessions;
