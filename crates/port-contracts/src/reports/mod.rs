//! Reports: exact bounds, nothing twice, nothing that the caller may not see; the figures against plain counting.

pub(crate) mod engineers;
pub(crate) mod figures;
mod fixture;
pub(crate) mod resolved;
mod tickets;
