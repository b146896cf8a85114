//! Messages: their order, their pages, and the notes that customers don't learn of.

pub(crate) mod amending;
mod fixture;
pub(crate) mod note_writers;
pub(crate) mod reading;
