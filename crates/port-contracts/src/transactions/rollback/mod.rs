//! Dropping a unit of work leaves nothing behind, whichever port was written to.

pub(crate) mod failure;
pub(crate) mod isolation;
pub(crate) mod mail;
pub(crate) mod people;
pub(crate) mod tickets;
