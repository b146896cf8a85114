//! Queries that people keep under names of their own.

pub(crate) mod keeping;
