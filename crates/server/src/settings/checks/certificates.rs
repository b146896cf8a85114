use std::fmt::Display;
use std::path::Path;

use super::Wrong;

/// Adds the certificates in this file to those that a mail server's own may be checked by; nothing where `file` is empty.
pub(super) fn with_certificates<T, E: Display>(
    server: T,
    key: &'static str,
    file: &Path,
    add: impl FnOnce(T, &[u8]) -> Result<T, E>,
) -> Result<T, Wrong> {
    if file.as_os_str().is_empty() {
        return Ok(server);
    }
    let name = file.display();
    let pem = std::fs::read(file).map_err(|error| Wrong::new(key, format!("{name} can't be read: {error}")))?;
    add(server, &pem).map_err(|error| Wrong::new(key, format!("{name}: {error}")))
}
