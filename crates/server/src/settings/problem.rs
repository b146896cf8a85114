//! What is wrong with the settings, in words for an operator: which setting, why, and where it is set.

use std::fmt;
use std::path::PathBuf;

/// How the environment variable of every setting begins.
pub(super) const PREFIX: &str = "DESKHAND__";

/// A value that a setting can't have.
#[derive(Clone, Debug)]
pub(crate) struct Wrong {
    /// The setting, as in `http.port`.
    pub(crate) key: &'static str,
    /// Why, and what to write instead.
    pub(crate) reason: String,
}

impl Wrong {
    pub(crate) fn new(key: &'static str, reason: impl fmt::Display) -> Self {
        Self { key, reason: reason.to_string() }
    }
}

/// Where the value of a setting comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Origin {
    Default,
    File(PathBuf),
    Environment,
}

/// One problem, for the operator to read.
#[derive(Clone, Debug)]
pub(crate) struct Problem(String);

impl Problem {
    pub(crate) fn of_setting(key: &str, reason: &str, origin: &Origin) -> Self {
        let variable = variable(key);
        Self(match origin {
            Origin::Default => format!("{key}: {reason} (the environment variable is {variable})"),
            Origin::File(file) => {
                format!("{key}: {reason} (set in {}; the environment variable is {variable})", file.display())
            }
            Origin::Environment => format!("{key}: {reason} (set by the environment variable {variable})"),
        })
    }

    pub(super) const fn of_file(text: String) -> Self {
        Self(text)
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The name of the environment variable of a setting.
fn variable(key: &str) -> String {
    format!("{PREFIX}{}", key.replace('.', "__").to_uppercase())
}

/// The settings can't be used. The message has a line for each problem: which setting, why, and where it is set.
#[derive(Clone, Debug)]
pub struct SettingsError(pub(crate) Vec<Problem>);

impl fmt::Display for SettingsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.as_slice() {
            [one] => one.fmt(f),
            all => {
                write!(f, "{} settings are wrong", all.len())?;
                all.iter().try_for_each(|problem| write!(f, "\n  {problem}"))
            }
        }
    }
}

impl std::error::Error for SettingsError {}

impl From<Wrong> for SettingsError {
    fn from(wrong: Wrong) -> Self {
        Self(vec![Problem::of_setting(wrong.key, &wrong.reason, &Origin::Default)])
    }
}
