//! Checks on the project's own source: no circle of files within a crate, no cited file that is missing, short files.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "what can't be read fails the test")]

mod circles;
mod cited_files;
mod file_sizes;
mod repository;
