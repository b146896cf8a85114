use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use deskhand_domain::ports::StorageError;

/// An error of the system, with the path.
#[derive(Debug, thiserror::Error)]
#[error("{}: {error}", path.display())]
struct FileError {
    path: PathBuf,
    error: io::Error,
}

/// The one map from the system's errors to the domain's. It names the path.
pub(crate) fn storage_error(path: &Path, error: io::Error) -> StorageError {
    match error.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => StorageError::Full,
        _ => StorageError::Unavailable(Box::new(FileError { path: path.to_owned(), error })),
    }
}

/// For what need not be there.
pub(crate) fn if_there<T>(path: &Path, result: io::Result<T>) -> Result<Option<T>, StorageError> {
    match result {
        Ok(value) => Ok(Some(value)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(storage_error(path, error)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_disk_and_a_used_up_quota_are_full() {
        let of = |kind| storage_error(Path::new("data/files"), io::Error::from(kind));
        assert!(matches!(of(ErrorKind::StorageFull), StorageError::Full));
        assert!(matches!(of(ErrorKind::QuotaExceeded), StorageError::Full));
        let StorageError::Unavailable(cause) = of(ErrorKind::PermissionDenied) else { panic!() };
        assert!(cause.to_string().starts_with("data/files: "), "{cause}");
    }
}
