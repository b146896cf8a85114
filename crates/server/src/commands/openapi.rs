use std::process::ExitCode;

use anyhow::Context;

/// Prints the OpenAPI document, for client generators.
pub(crate) fn print() -> anyhow::Result<ExitCode> {
    let document = deskhand_http::openapi().to_pretty_json().context("the OpenAPI document can't be written")?;
    println!("{document}");
    Ok(ExitCode::SUCCESS)
}
