use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use secrecy::SecretString;
use serde::Deserialize;

/// What `client.toml` may have.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct SettingsFile {
    pub(crate) url: Option<String>,
    pub(crate) api_key: Option<SecretString>,
    pub(crate) ca_file: Option<PathBuf>,
}

impl SettingsFile {
    pub(crate) fn read(path: &Path) -> anyhow::Result<Self> {
        let text = fs::read_to_string(path).with_context(|| format!("{} can't be read", path.display()))?;
        Self::parse(path, &text)
    }

    /// One without anything where there is no such file.
    pub(crate) fn read_if_there(path: &Path) -> anyhow::Result<Self> {
        let is_missing = |error: &anyhow::Error| {
            error.downcast_ref::<io::Error>().is_some_and(|error| error.kind() == ErrorKind::NotFound)
        };
        match Self::read(path) {
            Err(error) if is_missing(&error) => Ok(Self::default()),
            read => read,
        }
    }

    fn parse(path: &Path, text: &str) -> anyhow::Result<Self> {
        let place = path.display();
        // The parser's own message may have the key in it.
        let mut parsed: Self = toml::from_str(text).map_err(|error| {
            let before = error.span().and_then(|span| text.get(..span.start)).unwrap_or_default();
            let line = before.matches('\n').count() + 1;
            anyhow::anyhow!(
                "{place}, line {line}: there may be `url`, `api_key` and `ca_file`, each once and with a text in quotes"
            )
        })?;
        // A path is meant from where it is written.
        parsed.ca_file =
            parsed.ca_file.map(|file| path.parent().map_or_else(|| file.clone(), |folder| folder.join(&file)));
        if parsed.api_key.is_some() && is_open_to_others(path) {
            bail!("{place} has an API key, and other users of this machine can read it: chmod 600 {place}");
        }
        Ok(parsed)
    }
}

#[cfg(unix)]
fn is_open_to_others(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt as _;

    fs::metadata(path).is_ok_and(|about| about.permissions().mode() & 0o077 != 0)
}

#[cfg(not(unix))]
fn is_open_to_others(_: &Path) -> bool {
    false
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt as _;

    use super::*;

    fn read(text: &str, mode: u32) -> anyhow::Result<SettingsFile> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("client.toml");
        fs::write(&path, text).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(mode)).unwrap();
        SettingsFile::read(&path)
    }

    #[test]
    fn a_key_that_others_could_read_is_refused() {
        let text = "url = \"https://desk.example\"\napi_key = \"dh_1_2\"\n";
        assert!(read(text, 0o600).unwrap().api_key.is_some());
        for mode in [0o640, 0o604] {
            assert!(read(text, mode).unwrap_err().to_string().contains("chmod 600"));
        }
        assert!(read("url = \"https://desk.example\"\n", 0o644).is_ok());
    }

    #[test]
    fn a_mistake_is_named_with_its_line_and_without_the_key() {
        for line in ["api_kye = \"secret\"", "api_key = \"secret", "secret = \"1\"", "url = \"secret\""] {
            let error = read(&format!("url = \"a\"\n\n{line}\n"), 0o600).unwrap_err().to_string();
            assert!(error.contains("line 3: ") && !error.contains("secret"), "{error}");
        }
        let number = read("api_key = 123456\n", 0o600).unwrap_err().to_string();
        assert!(!number.contains("123456"), "{number}");
    }

    #[test]
    fn a_path_is_meant_from_the_folder_of_the_file() {
        let file = read("ca_file = \"ca.pem\"\n", 0o600).unwrap().ca_file.unwrap();
        assert!(file.is_absolute() && file.ends_with("ca.pem"), "{file:?}");
        assert_eq!(read("ca_file = \"/etc/ca.pem\"\n", 0o600).unwrap().ca_file, Some("/etc/ca.pem".into()));
    }
}
