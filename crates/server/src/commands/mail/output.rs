//! What several commands print of a mail.

use deskhand_domain::incoming::IncomingFile;

pub(super) fn line(name: &str, value: &str) {
    println!("{name:<12} {value}");
}

pub(super) fn file_words(file: &IncomingFile) -> String {
    format!("{} ({}, {} bytes)", file.name, file.media_type, file.bytes.len())
}
