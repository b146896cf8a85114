//! The executable as an operator meets it: commands, settings, exit codes, what is printed and what is not.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may fail by panicking")]

mod client;
mod commands;
mod delivering;
mod faults;
mod files;
mod first_start;
mod http;
mod instances;
mod mail_in;
mod moving;
mod passwords;
mod private_files;
mod scripted_desk;
mod secrets;
mod serving;
mod settings;
mod workplace;
