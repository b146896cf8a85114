//! The log: text on a terminal, JSON lines elsewhere.

use std::io::IsTerminal;

use crate::settings::{LogFormat, LogSettings, SettingsError};

/// Starts logging to standard error. Standard output is for the results of commands.
pub(crate) fn start(settings: &LogSettings) -> Result<(), SettingsError> {
    let filter = settings.filter()?;
    let on_terminal = std::io::stderr().is_terminal();
    let json = match settings.format {
        LogFormat::Json => true,
        LogFormat::Text => false,
        LogFormat::Auto => !on_terminal,
    };
    let log = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    // JSON lines name the innermost span only. `try_init` fails only where a test has set up logging already.
    let _ = if json { log.json().with_span_list(false).try_init() } else { log.with_ansi(on_terminal).try_init() };
    Ok(())
}
