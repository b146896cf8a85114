//! The HTTP contract over the whole service, with the storage in memory and a fixed clock.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that panics has failed")]

mod accounts;
mod authorization;
mod bodies;
mod body_syntax;
mod browsers;
mod documents;
mod envelope;
mod lists;
mod openapi;
mod people;
mod queries;
mod reports;
mod support;
mod tickets;
mod versions;
