use std::io::{Write as _, stdout};
use std::process::ExitCode;

use anyhow::Context;

/// Prints the OpenAPI document, or the AsyncAPI document of the event streams, for client generators.
pub(crate) fn print(events: bool) -> anyhow::Result<ExitCode> {
    let document = if events { deskhand_http::asyncapi() } else { deskhand_http::openapi() };
    let text = serde_json::to_string_pretty(&document).context("the document can't be written")?;
    writeln!(stdout(), "{text}")?;
    Ok(ExitCode::SUCCESS)
}
