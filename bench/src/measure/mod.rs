//! The measurements on one database.

mod bench;
mod overload;
mod pairs;
mod rows;

pub(crate) use bench::Bench;
pub(crate) use overload::{CONNECTIONS, TIMES, overload};
pub(crate) use rows::{compare, growth, idle, opening};
