use std::fs;
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
        let place = path.display();
        let text = fs::read_to_string(path).with_context(|| format!("{place} can't be read"))?;
        // The message of the parser quotes the line, which may have the key in it.
        let parsed: Self = toml::from_str(&text).map_err(|error| {
            let before = error.span().and_then(|span| text.get(..span.start)).unwrap_or_default();
            let line = before.matches('\n').count() + 1;
            anyhow::anyhow!("{place}, line {line}: {}", error.message())
        })?;
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
        for text in ["\nurl = \"a\"\napi_kye = \"secret\"\n", "url = \"a\"\n\napi_key = \"secret\n"] {
            let error = read(text, 0o600).unwrap_err().to_string();
            assert!(error.contains("line 3: ") && !error.contains("\"secret"), "{error}");
        }
    }
}
