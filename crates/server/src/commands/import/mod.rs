//! Reads lines of an export into the database.

mod lines;
mod report;

use std::path::Path;
use std::process::ExitCode;

use anyhow::Context;
use deskhand_domain::transfer::Record;
use deskhand_domain::use_cases::{Import, ImportFigures};
use deskhand_transfer::read_line;

use crate::overrides::Overrides;
use crate::settings::Settings;
use crate::start::desk::open_desk;
use crate::wiring::{self, Components};

use lines::{Line, Lines};

/// How many records are stored together. A larger batch would block a running service for longer.
const BATCH: usize = 100;

/// Imports the file; in a dry run it says what would be made. The exit code is 1 if a line is refused.
pub(crate) async fn import(settings: &Settings, file: &Path, dry_run: bool) -> anyhow::Result<ExitCode> {
    let figures = import_file(settings, file, dry_run, report::refused).await?;
    report::print(&figures, dry_run);
    Ok(if figures.refused == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Imports the lines of a file into the database of these settings, and calls `refused` with the number of each line that is refused and
/// the reason. A dry run stores nothing.
///
/// # Errors
/// Says what is wrong with the file, the settings or the database. What was stored before stays stored.
pub async fn import_file(
    settings: &Settings,
    file: &Path,
    dry_run: bool,
    refused: impl FnMut(u64, &str),
) -> anyhow::Result<ImportFigures> {
    // Before anything is made.
    let lines = Lines::open(file).with_context(|| format!("{} can't be read", file.display()))?;
    let desk = open_desk(settings, &Overrides::default()).await?;
    let components = wiring::wire(settings, desk, &Overrides::default())?;
    let imported = import_lines(&components, lines, dry_run, refused).await;
    let indexed = match &imported {
        Ok(figures) if !dry_run && !figures.made.is_empty() => components.database.optimize_text_search().await,
        _ => Ok(()),
    };
    components.database.close().await?;
    let figures = imported.with_context(|| format!("the import of {} broke off; run it again", file.display()))?;
    indexed?;
    Ok(figures)
}

async fn import_lines(
    components: &Components,
    lines: Lines,
    dry_run: bool,
    mut refused: impl FnMut(u64, &str),
) -> anyhow::Result<ImportFigures> {
    let mut import = components.desk.transfer().import(dry_run);
    let mut batch = Vec::with_capacity(BATCH);
    for line in lines {
        let Line { number, text } = line?;
        match text.map_err(|error| error.to_string()).and_then(|text| record(&text)) {
            Ok(record) => batch.push((number, record)),
            Err(reason) => {
                import.note_unreadable();
                refused(number, &reason);
            }
        }
        if batch.len() == BATCH {
            take(&mut import, std::mem::take(&mut batch), &mut refused).await?;
        }
    }
    take(&mut import, batch, &mut refused).await?;
    Ok(import.finish().await?)
}

async fn take(
    import: &mut Import,
    batch: Vec<(u64, Record)>,
    refused: &mut impl FnMut(u64, &str),
) -> anyhow::Result<()> {
    for one in import.take(batch).await? {
        refused(one.line, &one.fault.to_string());
    }
    Ok(())
}

fn record(text: &[u8]) -> Result<Record, String> {
    read_line(text).map_err(|error| error.to_string())
}
