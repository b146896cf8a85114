//! Webhooks, and what is on its way to them.

pub(crate) mod claiming;
mod fixture;
pub(crate) mod keeping;
pub(crate) mod lists;
pub(crate) mod order;
