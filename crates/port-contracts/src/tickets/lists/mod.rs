//! Orders and pages of the ticket list.

mod fixture;
pub(crate) mod orders;
pub(crate) mod pages;
