//! The file of a generated secret, readable by its owner only. Its first line is the secret; lines below are the secrets before it,
//! newest first.

use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::path::Path;

use anyhow::{Context, bail};
use deskhand_auth::{MasterSecret, random_token};

use super::folders::absolute;
use crate::settings::{AuthSettings, SettingsError};

/// The secret of the settings, or else of the file; `None` if there is neither.
pub(crate) fn stored_secret(settings: &AuthSettings) -> anyhow::Result<Option<MasterSecret>> {
    let previous = settings.previous().map_err(SettingsError::from)?;
    if let Some(configured) = settings.configured() {
        return Ok(Some(configured.map_err(SettingsError::from)?.with_previous(previous)));
    }
    let file = absolute(&settings.secret_file);
    let text = match fs::read_to_string(&file) {
        Ok(text) => text,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => bail!("the secret in {} can't be read: {error}; see auth.secret_file", file.display()),
    };
    let mut lines = text.lines().filter(|line| !line.trim().is_empty()).map(MasterSecret::parse);
    let current = lines.next().unwrap_or_else(|| MasterSecret::parse(""));
    let read = |secret: Result<MasterSecret, _>| {
        secret.with_context(|| format!("{} has no secret that can be used; put it back from a backup", file.display()))
    };
    let older = lines.map(read).collect::<Result<Vec<_>, _>>()?;
    Ok(Some(read(current)?.with_previous(older).with_previous(previous)))
}

/// Makes the file with a random secret. Of several programs that start at once, one makes it, and all use it.
pub(crate) fn make_secret(settings: &AuthSettings) -> anyhow::Result<MasterSecret> {
    let file = absolute(&settings.secret_file);
    match create(&file, random_token().reveal()) {
        Err(error) if error.kind() != ErrorKind::AlreadyExists => {
            Err(error).with_context(|| format!("the secret can't be written to {}", file.display()))
        }
        _ => stored_secret(settings)?.with_context(|| format!("{} is gone again", file.display())),
    }
}

/// Puts a new random secret before those in the file, in one step, and gives the number of previous ones.
pub(crate) fn put_new_secret_first(file: &Path) -> anyhow::Result<usize> {
    let before = fs::read_to_string(file).with_context(|| format!("{} can't be read", file.display()))?;
    let before: Vec<&str> = before.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    replace(file, &[&[random_token().reveal()], before.as_slice()].concat())?;
    Ok(before.len())
}

/// Leaves only the first secret in the file, and gives the number of those that are gone.
pub(crate) fn drop_previous_secrets(file: &Path) -> anyhow::Result<usize> {
    let before = fs::read_to_string(file).with_context(|| format!("{} can't be read", file.display()))?;
    let before: Vec<&str> = before.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    let (first, others) = before.split_first().with_context(|| format!("{} is empty", file.display()))?;
    replace(file, &[*first])?;
    Ok(others.len())
}

fn replace(file: &Path, lines: &[&str]) -> anyhow::Result<()> {
    let mut draft = file.as_os_str().to_owned();
    draft.push(".part");
    let draft = Path::new(&draft);
    let write = || {
        match fs::remove_file(draft) {
            Err(error) if error.kind() != ErrorKind::NotFound => return Err(error),
            _ => create(draft, &(lines.join("\n") + "\n"))?,
        }
        fs::rename(draft, file)?;
        // The new name must survive a power failure, too: with the old file alone nobody signed in since could sign in again.
        file.parent().map_or(Ok(()), |folder| File::open(folder)?.sync_all())
    };
    write().with_context(|| format!("{} can't be replaced", file.display()))
}

fn create(file: &Path, text: &str) -> io::Result<()> {
    if let Some(folder) = file.parent() {
        create_folder(folder)?;
    }
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut new = options.open(file)?;
    new.write_all(text.as_bytes())?;
    new.sync_all()
}

/// For its owner only, as are all folders that the program makes.
fn create_folder(folder: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.recursive(true).create(folder)
}
