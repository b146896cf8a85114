//! The mails as they are sent: texts, headers, and delivery to a real server.
#![expect(clippy::unwrap_used, reason = "a test may fail where it stands")]

mod eml_files;
mod fixtures;
mod golden;
mod hostile_words;
mod smtp;
