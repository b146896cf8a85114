//! What is printed, and how.

use std::io::{self, Write as _};

use clap::ValueEnum;
use serde_json::Value;

/// How results are printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Output {
    /// For people
    #[default]
    Table,
    /// As the API gives them
    Json,
}

/// Prints a line. Unlike `println!` it fails where there is no reader any more.
pub(crate) fn print(line: &str) -> io::Result<()> {
    writeln!(io::stdout(), "{line}")
}

/// Prints the value as JSON, or these words.
pub(crate) fn print_either(output: Output, value: &Value, words: &str) -> io::Result<()> {
    match output {
        Output::Json => print(&format!("{value:#}")),
        Output::Table => print(words),
    }
}

/// Says something beside the result. That there is no reader is no failure of what was done.
pub(crate) fn note(words: &str) {
    let _ = writeln!(io::stderr(), "{words}");
}
