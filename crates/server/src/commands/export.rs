//! Writes the whole desk as lines of JSON, from the database directly.

use std::fs::{File, OpenOptions};
use std::io::{BufWriter, IntoInnerError, Write};
use std::path::Path;
use std::process::ExitCode;

use anyhow::Context;
use deskhand_domain::use_cases::{Export, ExportOf};
use deskhand_transfer::write_line;

use crate::overrides::Overrides;
use crate::settings::Settings;
use crate::start::desk::open_existing_desk;
use crate::wiring;

/// Writes to the file, which must not exist yet, or to standard output.
pub(crate) async fn export(settings: &Settings, file: Option<&Path>, passwords: bool) -> anyhow::Result<ExitCode> {
    let desk = open_existing_desk(settings).await?;
    let components = wiring::wire(settings, desk, &Overrides::default())?;
    let of = ExportOf { passwords, ..ExportOf::default() };
    let export = components.desk.transfer().export_for_operator(of).await?;
    let written = match file {
        None => write_all(export, std::io::stdout().lock()).await.context("the export broke off"),
        Some(file) => write_file(export, file).await,
    };
    components.database.close().await?;
    let lines = written?;
    if let Some(file) = file {
        println!("{lines} lines are in {}", file.display());
    }
    Ok(ExitCode::SUCCESS)
}

/// A file that is not whole is removed: it could be taken for one that is.
async fn write_file(export: Export, file: &Path) -> anyhow::Result<u64> {
    let target = new_private_file(file).with_context(|| format!("{} can't be made", file.display()))?;
    let written = write_all(export, target).await;
    if written.is_err() {
        let _ = std::fs::remove_file(file);
    }
    written.with_context(|| format!("{} was not written", file.display()))
}

/// It has names and addresses: for the operator alone.
fn new_private_file(file: &Path) -> std::io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(file)
}

async fn write_all(mut export: Export, target: impl Write) -> anyhow::Result<u64> {
    let mut target = BufWriter::new(target);
    let (mut lines, mut chunk) = (0, Vec::new());
    loop {
        let page = export.next_page().await?;
        if page.is_empty() {
            break;
        }
        chunk.clear();
        for record in &page {
            write_line(record, &mut chunk)?;
        }
        target.write_all(&chunk)?;
        lines += page.len() as u64;
    }
    target.into_inner().map_err(IntoInnerError::into_error)?.flush()?;
    Ok(lines)
}
