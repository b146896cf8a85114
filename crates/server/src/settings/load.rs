use std::path::Path;

use toml::Value;

use super::Settings;
use super::checks::wrong_values;
use super::layers::{Layers, value_of};
use super::problem::{Problem, SettingsError};

impl Settings {
    /// Reads the defaults, then the file, then the environment, and checks every value: what this accepts, no command refuses
    /// later. Without a `file`, `config/local.toml` is read if it exists. Nothing is opened or made.
    ///
    /// # Errors
    /// [`SettingsError`] with all problems: unknown settings, values that can't be, a file that can't be read.
    pub fn load(file: Option<&Path>) -> Result<Self, SettingsError> {
        let mut layers = Layers::defaults();
        layers.put_file(file);
        layers.put_environment(std::env::vars_os());
        let settings = extract(&mut layers);
        let mut problems = std::mem::take(&mut layers.problems);
        if let Some(settings) = &settings {
            let wrong = wrong_values(settings).into_iter();
            problems
                .extend(wrong.map(|wrong| Problem::of_setting(wrong.key, &wrong.reason, &layers.origin(wrong.key))));
        }
        finish(settings, problems)
    }

    /// The defaults with some keys changed, as `("http.port", 0)`: for tests.
    ///
    /// # Errors
    /// [`SettingsError`] for an unknown key or a value of the wrong kind.
    pub fn defaults_with<'a>(
        changes: impl IntoIterator<Item = (&'a str, serde_json::Value)>,
    ) -> Result<Self, SettingsError> {
        let mut layers = Layers::defaults();
        for (name, value) in changes {
            let value = Value::try_from(value).unwrap_or_else(|_| Value::String(String::new()));
            layers.put(name, value, super::problem::Origin::Default);
        }
        let settings = extract(&mut layers);
        finish(settings, layers.problems)
    }
}

fn finish(settings: Option<Settings>, problems: Vec<Problem>) -> Result<Settings, SettingsError> {
    match settings {
        Some(settings) if problems.is_empty() => Ok(settings),
        _ => Err(SettingsError(problems)),
    }
}

/// Reads the values. One that can't be read is a problem, and the default takes its place, so that the next one is found too.
fn extract(layers: &mut Layers) -> Option<Settings> {
    loop {
        match serde_path_to_error::deserialize(Value::Table(layers.values.clone())) {
            Ok(settings) => return Some(settings),
            Err(error) => {
                let name = error.path().to_string();
                // An element of a list is named by its setting.
                let name = name.split('[').next().unwrap_or_default().to_owned();
                let reason = reason(&name, error.inner().message(), layers);
                layers.problems.push(Problem::of_setting(&name, &reason, &layers.origin(&name)));
                if !layers.put_default_back(&name) {
                    return None;
                }
            }
        }
    }
}

/// What no message may repeat.
const SECRETS: &[&str] =
    &["auth.secret", "auth.previous_secrets", "bootstrap.password", "database.url", "mail.smtp_url"];

/// The reason in plain words. serde's own names Rust's types.
fn reason(name: &str, message: &str, layers: &Layers) -> String {
    let Some((found, expected)) = message.split_once(", expected ") else { return message.to_owned() };
    if !found.starts_with("invalid ") {
        return message.to_owned();
    }
    let expected = match expected {
        "u16" => "a number from 0 to 65535",
        "u32" | "u64" | "usize" => "a number, 0 or more",
        "a boolean" => "true or false",
        "a string" => "a text in quotes",
        other => other,
    };
    match value_of(&layers.values, name) {
        Some(value) if !SECRETS.contains(&name) => format!("{} is not {expected}", shown(value)),
        _ => format!("it must be {expected}"),
    }
}

fn shown(value: &Value) -> String {
    match value {
        Value::String(text) => format!("{text:?}"),
        Value::Integer(number) => number.to_string(),
        Value::Float(number) => number.to_string(),
        Value::Boolean(truth) => truth.to_string(),
        Value::Datetime(_) => "a date".to_owned(),
        Value::Array(_) => "a list".to_owned(),
        Value::Table(_) => "a section".to_owned(),
    }
}
