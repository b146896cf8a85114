//! The load generator. It shares the machine with the server that it measures, on a thread of its own.

mod call;
mod closed_loop;
mod connection;
mod open_loop;
mod sample;

pub use call::{Call, Script};
pub use closed_loop::{Crowd, closed_loop};
pub use connection::{Connection, Reply};
pub use open_loop::{Arrivals, OverloadSample, open_loop};
pub use sample::Sample;
