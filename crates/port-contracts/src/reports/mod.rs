//! Reports: exact bounds, no ticket twice, none that the caller may not see; figures are compared with plain counting.

pub(crate) mod engineers;
pub(crate) mod figures;
mod fixture;
pub(crate) mod ratings;
pub(crate) mod resolved;
mod tickets;
