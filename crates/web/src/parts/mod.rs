//! What several pages show in the same way.

mod keys;
mod moments;

pub(crate) use keys::{KEYS, Key};
pub(crate) use moments::Moments;

/// What was typed into a form, whose lines end with CR LF.
pub(crate) fn typed_text(text: &str) -> String {
    text.replace("\r\n", "\n")
}

/// A number of bytes as people read it.
pub(crate) fn size(bytes: &u64) -> String {
    match *bytes {
        bytes if bytes < 1_000 => format!("{bytes} B"),
        bytes if bytes < 1_000_000 => format!("{} kB", bytes / 1_000),
        bytes => format!("{:.1} MB", bytes as f64 / 1_000_000.0),
    }
}
