//! Takes a mail apart: header from body, field from field, part from part. Borrows everything.

mod fields;
mod lines;
mod parts;

pub(crate) use fields::{Fields, split_header, split_part_header};
pub(crate) use lines::{end_lines_with_line_feeds, trim_end};
pub(crate) use parts::split_parts;
