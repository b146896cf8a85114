//! The outbox: which mails are due, how long a claim lasts, and which outcome counts.

pub(crate) mod addresses;
pub(crate) mod claiming;
mod fixture;
pub(crate) mod flow;
pub(crate) mod joining;
pub(crate) mod lately;
pub(crate) mod order;
pub(crate) mod outcomes;
pub(crate) mod retrying;
