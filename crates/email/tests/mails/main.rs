//! The mails as they leave: their words, their headers, and their way to a real server.
#![expect(clippy::unwrap_used, reason = "a test may fail where it stands")]

mod eml_files;
mod fixtures;
mod golden;
mod hostile_words;
mod smtp;
