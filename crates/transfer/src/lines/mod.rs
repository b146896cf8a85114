//! One record, one line: an object with a `type`.

mod decision;
mod desk;
mod error;
mod event;
mod file;
mod kind;
mod message;
mod moment;
mod person;
mod reading;
mod ticket;
mod values;
mod writing;

pub use desk::LINE_FORMAT;
pub use error::LineError;
pub(crate) use moment::Moment;
pub use reading::read_line;
pub use writing::write_line;
