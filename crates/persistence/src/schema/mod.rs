//! The schema and its migrations.

pub(crate) mod facts;
pub(crate) mod migrate;
pub(crate) mod status;
