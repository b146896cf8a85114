//! A small pool of connections for single statements.

pub(crate) mod idle_connection;
pub(crate) mod pool;
pub(crate) mod stats;
