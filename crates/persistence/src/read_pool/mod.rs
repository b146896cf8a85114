//! A pool of connections that each run one statement at a time. It is the same for both databases.

mod borrowed;
pub(crate) mod idle;
pub(crate) mod pool;
pub(crate) mod stats;
