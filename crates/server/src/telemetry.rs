//! The log: text for people on a terminal, JSON for machines elsewhere.

use std::io::IsTerminal;

use tracing_subscriber::EnvFilter;

use crate::settings::{LogFormat, LogSettings, SettingsError};

/// Begins to log to standard error. Standard output belongs to the commands.
pub(crate) fn start(settings: &LogSettings) -> Result<(), SettingsError> {
    let filter = EnvFilter::try_new(&settings.level).map_err(|error| SettingsError(format!("log.level: {error}")))?;
    let on_terminal = std::io::stderr().is_terminal();
    let json = match settings.format {
        LogFormat::Json => true,
        LogFormat::Text => false,
        LogFormat::Auto => !on_terminal,
    };
    let log = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    // Fails only where a test has begun to log already.
    // A request is all that anything here is part of: there is no need to say it twice, as the list of spans would.
    let _ = if json { log.json().with_span_list(false).try_init() } else { log.with_ansi(on_terminal).try_init() };
    Ok(())
}
