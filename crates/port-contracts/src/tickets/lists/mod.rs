//! Orders and pages of the ticket list.

pub(crate) mod counts;
mod fixture;
pub(crate) mod orders;
pub(crate) mod pages;
