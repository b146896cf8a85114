//! Which desk, and with which key.

use std::env;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use secrecy::SecretString;
use url::Url;

use crate::settings_file::SettingsFile;

const URL: &str = "DESKHAND_URL";
const API_KEY: &str = "DESKHAND_API_KEY";
const CA_FILE: &str = "DESKHAND_CA_FILE";

/// The desk, and what to show it.
#[derive(Debug)]
pub(crate) struct ClientSettings {
    pub(crate) url: Url,
    pub(crate) api_key: SecretString,
    /// Authorities that are trusted beside the public ones.
    pub(crate) ca_file: Option<PathBuf>,
}

impl ClientSettings {
    /// Reads the environment, and the file where the address or the key is not there.
    pub(crate) fn load(file: Option<&Path>) -> anyhow::Result<Self> {
        let path = file.map(Path::to_owned).or_else(usual_file);
        let is_needed = [URL, API_KEY].into_iter().any(|name| variable(name).is_none());
        let stored = match &path {
            Some(path) if file.is_some() => SettingsFile::read(path)?,
            Some(path) if is_needed => SettingsFile::read_if_there(path)?,
            _ => SettingsFile::default(),
        };
        let place = path.map_or_else(|| "a file that --config names".to_owned(), |path| path.display().to_string());
        let missing = |what: &str, variable: &str, key: &str| {
            format!("{what} is not known: set the environment variable {variable}, or `{key}` in {place}")
        };
        let url = variable(URL).or(stored.url).with_context(|| missing("the address of the desk", URL, "url"))?;
        let api_key = variable(API_KEY).map(SecretString::from).or(stored.api_key);
        let api_key = api_key.with_context(|| missing("the API key", API_KEY, "api_key"))?;
        let ca_file = variable(CA_FILE).map(PathBuf::from).or(stored.ca_file);
        Ok(Self { url: checked(&url)?, api_key, ca_file })
    }
}

fn variable(name: &str) -> Option<String> {
    env::var(name).ok().filter(|value| !value.is_empty())
}

/// `client.toml` in the user's folder of settings, as the XDG base directories are defined.
fn usual_file() -> Option<PathBuf> {
    let folder = variable("XDG_CONFIG_HOME").map(PathBuf::from);
    let folder = folder.or_else(|| variable("HOME").map(|home| Path::new(&home).join(".config")))?;
    Some(folder.join("deskhand/client.toml"))
}

fn checked(url: &str) -> anyhow::Result<Url> {
    let mut parsed = Url::parse(url).with_context(|| format!("the address of the desk is no URL: {url:?}"))?;
    if !parsed.username().is_empty() || parsed.password().is_some() {
        bail!(
            "the address of the desk has a name or a password in it: the key belongs into {API_KEY}, or `api_key` of the file"
        );
    }
    if !matches!(parsed.scheme(), "http" | "https") {
        bail!("the address of the desk begins with https:// or http://, and not as {url:?}");
    }
    if parsed.query().is_some() || parsed.fragment().is_some() {
        bail!("the address of the desk is a plain one such as https://desk.example, and not {url:?}");
    }
    // As programs need it.
    let path = parsed.path().trim_end_matches('/').trim_end_matches("/api/v1").to_owned();
    parsed.set_path(&path);
    Ok(parsed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_plain_ones_of_the_web() {
        for (url, address) in [
            ("http://localhost:8080", "http://localhost:8080/"),
            ("https://desk.example/api/v1/", "https://desk.example/"),
            ("https://example.org/desk", "https://example.org/desk"),
        ] {
            assert_eq!(checked(url).unwrap().as_str(), address);
        }
        for url in ["https://ada:secret@desk.example", "https://:secret@desk.example", "https://secret@desk.example"] {
            let error = checked(url).unwrap_err().to_string();
            assert!(error.contains("a name or a password") && !error.contains("secret"), "{error}");
        }
        for (url, words) in [
            ("desk.example", "is no URL"),
            ("localhost:8080", "begins with https://"),
            ("ftp://desk.example", "begins with https://"),
            ("https://desk.example/?a=b", "is a plain one"),
        ] {
            let error = checked(url).unwrap_err().to_string();
            assert!(error.contains(words) && error.contains(url), "{error}");
        }
    }
}
