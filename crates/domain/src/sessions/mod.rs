//! Sessions as their owner sees them.

mod label;
mod session;

pub use session::Session;
