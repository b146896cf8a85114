use std::process::ExitCode;

use anyhow::Context;

/// Prints the OpenAPI document, for client generators.
pub(crate) fn print() -> anyhow::Result<ExitCode> {
    let document =
        serde_json::to_string_pretty(&deskhand_http::openapi()).context("the OpenAPI document can't be written")?;
    println!("{document}");
    Ok(ExitCode::SUCCESS)
}
