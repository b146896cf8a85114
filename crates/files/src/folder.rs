//! Folders that are durable and closed to others.

use std::fs::{self, DirBuilder, File};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

/// Makes a folder and those above it, for their owner only. A new one is durable when this returns.
pub(crate) fn make(folder: &Path) -> io::Result<()> {
    // Above a relative name there is the folder that the program runs in.
    if folder.as_os_str().is_empty() || folder.is_dir() {
        return Ok(());
    }
    if let Some(above) = folder.parent() {
        make(above)?;
    }
    let mut builder = DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    match builder.create(folder) {
        Err(error) if error.kind() != ErrorKind::AlreadyExists => Err(error),
        _ => folder.parent().map_or(Ok(()), sync),
    }
}

/// Makes the names in a folder durable.
pub(crate) fn sync(folder: &Path) -> io::Result<()> {
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    File::open(folder)?.sync_all()
}

/// The entries of a folder by name, sorted; none if there is no such folder.
pub(crate) fn names(folder: &Path) -> io::Result<Vec<(String, PathBuf)>> {
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries?,
    };
    let named = |entry: io::Result<fs::DirEntry>| entry.map(|entry| (entry.file_name(), entry.path()));
    let entries = entries.map(named).collect::<io::Result<Vec<_>>>()?;
    let mut names: Vec<_> =
        entries.into_iter().filter_map(|(name, path)| Some((name.into_string().ok()?, path))).collect();
    names.sort_unstable();
    Ok(names)
}
