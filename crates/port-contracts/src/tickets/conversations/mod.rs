//! Conversations: reading and amending messages.

pub(crate) mod amending;
mod fixture;
pub(crate) mod newer;
pub(crate) mod note_writers;
pub(crate) mod reading;
