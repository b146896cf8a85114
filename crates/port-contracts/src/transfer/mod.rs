//! Whole people and tickets, read and stored.

pub(crate) mod adding;
mod fixture;
pub(crate) mod order;
pub(crate) mod reading;
