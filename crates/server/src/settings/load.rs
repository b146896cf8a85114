use std::path::Path;

use figment::Figment;
use figment::providers::{Env, Format, Serialized, Toml};
use figment::value::{Dict, Map, Value};
use figment::{Error, Metadata, Profile, Provider};

use super::Settings;

const DEFAULTS: &str = include_str!("../../../../config/default.toml");
const PREFIX: &str = "DESKHAND__";

/// Settings that are always strings. A password of digits in the environment must not become a number.
const TEXTS: &[&str] = &[
    "http.host",
    "http.public_url",
    "http.metrics",
    "database.url",
    "auth.secret",
    "auth.secret_file",
    "limits.sign_in",
    "limits.sign_in_account",
    "limits.sign_in_address",
    "limits.sign_up",
    "limits.refresh",
    "limits.mail",
    "limits.link",
    "limits.writes",
    "bootstrap.username",
    "bootstrap.email",
    "bootstrap.password",
    "mail.smtp_url",
    "mail.directory",
    "mail.from",
    "mail.ca_file",
];

/// The settings can't be used; the message says which one and why.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct SettingsError(pub(crate) String);

impl Settings {
    /// Reads the defaults, then `local` if it exists, then the environment.
    ///
    /// # Errors
    /// [`SettingsError`] for an unknown key, a value of the wrong kind, or a file that is no TOML.
    pub fn load(local: &Path) -> Result<Self, SettingsError> {
        let typed = Env::prefixed(PREFIX).ignore(TEXTS).split("__");
        extract(
            &Figment::from(Toml::string(DEFAULTS)).merge(Toml::file(local)).merge(typed).merge(TextsFromEnvironment),
        )
    }

    /// The defaults with some keys changed, as `("http.port", 0)`: for tests.
    ///
    /// # Errors
    /// [`SettingsError`] as for [`Settings::load`].
    pub fn defaults_with<'a>(
        changes: impl IntoIterator<Item = (&'a str, serde_json::Value)>,
    ) -> Result<Self, SettingsError> {
        let start = Figment::from(Toml::string(DEFAULTS));
        let changed =
            changes.into_iter().fold(start, |figment, (key, value)| figment.merge(Serialized::default(key, value)));
        extract(&changed)
    }
}

fn extract(figment: &Figment) -> Result<Settings, SettingsError> {
    figment.extract().map_err(|error| {
        let problems: Vec<String> = error.into_iter().map(|one| one.to_string()).collect();
        SettingsError(problems.join("\n"))
    })
}

/// Reads the settings in [`TEXTS`] from the environment without parsing them.
struct TextsFromEnvironment;

impl Provider for TextsFromEnvironment {
    fn metadata(&self) -> Metadata {
        Metadata::named("environment variable(s)")
    }

    fn data(&self) -> Result<Map<Profile, Dict>, Error> {
        let mut sections = Dict::new();
        for key in TEXTS {
            let Some((section, name)) = key.split_once('.') else { continue };
            let variable = format!("{PREFIX}{}__{}", section.to_uppercase(), name.to_uppercase());
            if let Ok(text) = std::env::var(variable) {
                let entry = sections.entry(section.to_owned()).or_insert_with(|| Value::from(Dict::new()));
                if let Value::Dict(_, dict) = entry {
                    dict.insert(name.to_owned(), Value::from(text));
                }
            }
        }
        Ok(Map::from([(Profile::Default, sections)]))
    }
}
