//! The outbox: what is due, for how long a claim holds, and whose outcome counts.

pub(crate) mod addresses;
pub(crate) mod claiming;
mod fixture;
pub(crate) mod flow;
pub(crate) mod outcomes;
pub(crate) mod retrying;
