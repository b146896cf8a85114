//! Files and folders for their owner only: a database has addresses, messages and password hashes in it.

use std::fs::{DirBuilder, File, OpenOptions};
use std::io;
use std::path::Path;

/// Makes a folder and those above it that are missing; what is there stays as it is.
pub(super) fn create_folder(folder: &Path) -> io::Result<()> {
    let mut builder = DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    if folder.as_os_str().is_empty() { Ok(()) } else { builder.recursive(true).create(folder) }
}

/// Makes an empty file unless there is one. SQLite gives the files beside a database the mode of the database.
pub(super) fn create_file(file: &Path) -> io::Result<()> {
    match new_file(file) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => Err(error),
        _ => Ok(()),
    }
}

/// Copies a file, but not its mode.
pub(super) fn copy_private(from: &Path, to: &Path) -> io::Result<()> {
    let mut source = File::open(from)?;
    io::copy(&mut source, &mut new_file(to)?).map(|_| ())
}

fn new_file(file: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(file)
}

#[cfg(unix)]
#[cfg(test)]
mod tests {
    use std::fs;
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    fn mode(path: &Path) -> u32 {
        fs::metadata(path).unwrap().permissions().mode() & 0o777
    }

    #[test]
    fn what_is_made_is_for_its_owner_only() {
        let folder = tempfile::tempdir().unwrap();
        let source = folder.path().join("open");
        fs::write(&source, "text").unwrap();
        fs::set_permissions(&source, fs::Permissions::from_mode(0o644)).unwrap();
        let (inner, copy) = (folder.path().join("a/b"), folder.path().join("a/b/copy"));
        create_folder(&inner).unwrap();
        copy_private(&source, &copy).unwrap();
        create_file(&copy).unwrap();
        assert_eq!((mode(inner.parent().unwrap()), mode(&inner), mode(&copy)), (0o700, 0o700, 0o600));
        assert_eq!(fs::read_to_string(&copy).unwrap(), "text");
    }
}
