//! Lists of people: filters, orders, pages, and who sees whom.

pub(crate) mod filters;
mod fixture;
pub(crate) mod orders;
pub(crate) mod visibility;
