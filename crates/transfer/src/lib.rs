//! Records of an export as lines of JSON, and back; and the data of other systems as such lines. What a record must be like, the domain
//! says (`deskhand_domain::transfer`); this crate only translates.

pub mod convert;
mod lines;

pub use lines::{LINE_FORMAT, LineError, read_line, write_line};
