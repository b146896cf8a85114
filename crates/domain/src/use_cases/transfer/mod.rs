//! Export and import of whole people and tickets.

pub(super) mod export;
pub(super) mod import;
mod known;
mod names;
mod store;
