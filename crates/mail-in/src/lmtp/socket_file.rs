use std::fs::{self, Permissions};
use std::io;
use std::os::unix::fs::{FileTypeExt, MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};

use tokio::net::{UnixListener, UnixStream};

/// Its owner and its group may connect: put the mail server into the group, or deskhand into the mail server's.
const MODE: u32 = 0o660;

/// A Unix socket with its file, which goes with it.
pub(super) struct SocketFile {
    listener: UnixListener,
    path: PathBuf,
    /// Device and inode. Another instance may have put its own file in the place of this one.
    identity: (u64, u64),
}

impl SocketFile {
    /// Makes the socket under another name first: under its own, it never has another mode than its own.
    pub(super) async fn bind(path: &Path) -> io::Result<Self> {
        check_free(path).await?;
        let mut name = std::ffi::OsString::from(".");
        name.push(path.file_name().unwrap_or_default());
        name.push(format!(".{}", std::process::id()));
        let temporary = path.with_file_name(name);
        remove(&temporary)?;
        let listener = UnixListener::bind(&temporary)?;
        let named = fs::set_permissions(&temporary, Permissions::from_mode(MODE))
            .and_then(|()| identity(&temporary))
            .and_then(|identity| fs::rename(&temporary, path).map(|()| identity));
        match named {
            Ok(identity) => Ok(Self { listener, path: path.to_owned(), identity }),
            Err(error) => {
                remove(&temporary)?;
                Err(error)
            }
        }
    }

    pub(super) async fn accept(&self) -> io::Result<UnixStream> {
        Ok(self.listener.accept().await?.0)
    }
}

impl Drop for SocketFile {
    fn drop(&mut self) {
        if identity(&self.path).is_ok_and(|identity| identity == self.identity)
            && let Err(error) = remove(&self.path)
        {
            tracing::warn!(%error, "The socket {} can't be removed", self.path.display());
        }
    }
}

/// A file that is no socket, or a socket on which a server answers, stays.
async fn check_free(path: &Path) -> io::Result<()> {
    match fs::symlink_metadata(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(error),
        Ok(file) if !file.file_type().is_socket() => {
            return Err(io::Error::new(
                io::ErrorKind::AlreadyExists,
                "there is a file of that name, which is no socket",
            ));
        }
        Ok(_) => {}
    }
    match UnixStream::connect(path).await {
        Ok(_) => Err(io::Error::new(io::ErrorKind::AddrInUse, "another server answers on it")),
        Err(error) if error.kind() == io::ErrorKind::ConnectionRefused => Ok(()),
        Err(error) => Err(error),
    }
}

fn identity(path: &Path) -> io::Result<(u64, u64)> {
    let file = fs::symlink_metadata(path)?;
    Ok((file.dev(), file.ino()))
}

fn remove(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}
