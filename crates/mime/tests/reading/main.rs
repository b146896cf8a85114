//! Mails of every form, as they are read.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may fail by panicking")]

mod answers;
mod bodies;
mod builder;
mod charsets;
mod corpus;
mod file_names;
mod headers;
mod kinds;
mod properties;
mod reports;
mod sizes;
mod structures;
