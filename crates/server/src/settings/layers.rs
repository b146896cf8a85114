//! The settings before they are read: the defaults, over them the file, over them the environment.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use toml::{Table, Value};

use super::problem::{Origin, PREFIX, Problem};

const DEFAULTS: &str = include_str!("../../../../config/default.toml");

/// The file that is read where the command line names none.
const USUAL_FILE: &str = "config/local.toml";

/// The values of all settings, by section and key, and where they come from.
pub(super) struct Layers {
    pub(super) values: Table,
    origins: BTreeMap<String, Origin>,
    pub(super) problems: Vec<Problem>,
}

impl Layers {
    pub(super) fn defaults() -> Self {
        Self { values: defaults(), origins: BTreeMap::new(), problems: Vec::new() }
    }

    /// Where the value of a setting comes from.
    pub(super) fn origin(&self, key: &str) -> Origin {
        self.origins.get(key).cloned().unwrap_or(Origin::Default)
    }

    /// Puts a value over the one that is there. A setting that there is not is a problem.
    pub(super) fn put(&mut self, name: &str, value: Value, origin: Origin) {
        match place_of(&mut self.values, name).filter(|place| !place.is_table()) {
            Some(place) => {
                *place = value;
                self.origins.insert(name.to_owned(), origin);
            }
            None => self.problems.push(Problem::of_setting(name, &unknown(name), &origin)),
        }
    }

    /// Puts the default back, for a setting whose value can't be used.
    pub(super) fn put_default_back(&mut self, name: &str) -> bool {
        match (place_of(&mut self.values, name), value_of(&defaults(), name)) {
            (Some(place), Some(default)) => {
                *place = default.clone();
                true
            }
            _ => false,
        }
    }

    /// Puts the file over what is there. A file that the command line names must exist.
    pub(super) fn put_file(&mut self, named: Option<&Path>) {
        let file = named.unwrap_or(Path::new(USUAL_FILE));
        let text = match fs::read_to_string(file) {
            Ok(text) => text,
            Err(error) if named.is_none() && error.kind() == ErrorKind::NotFound => return,
            Err(error) => {
                let text = format!("--config: the file {} can't be read: {error}", shown(file));
                return self.problems.push(Problem::of_file(text));
            }
        };
        match text.parse::<Table>() {
            Ok(sections) => sections.into_iter().for_each(|(name, section)| self.put_section(&name, section, file)),
            Err(error) => self.problems.push(Problem::of_file(no_toml(file, &text, &error))),
        }
    }

    fn put_section(&mut self, name: &str, section: Value, file: &Path) {
        match section {
            Value::Table(section) => section.into_iter().for_each(|(key, value)| {
                let name = format!("{name}.{key}");
                if value_of(&self.values, &name).is_some_and(Value::is_table) {
                    self.put_section(&name, value, file);
                } else {
                    self.put(&name, value, Origin::File(file.to_owned()));
                }
            }),
            _ => {
                let text = format!("{}: `{name}` must be a section such as [http]", file.display());
                self.problems.push(Problem::of_file(text));
            }
        }
    }

    /// Puts the variables whose names begin with [`PREFIX`] over what is there.
    pub(super) fn put_environment(&mut self, variables: impl Iterator<Item = (OsString, OsString)>) {
        for (name, value) in variables {
            let name = name.to_string_lossy().to_uppercase();
            let Some(rest) = name.strip_prefix(PREFIX) else { continue };
            let name = rest.to_lowercase().replace("__", ".");
            match value.into_string() {
                Ok(text) => self.put(&name, typed(&name, text), Origin::Environment),
                Err(_) => {
                    let problem = Problem::of_setting(&name, "the value is no UTF-8 text", &Origin::Environment);
                    self.problems.push(problem);
                }
            }
        }
    }
}

/// The text of a variable as what the setting is by default. A password of digits is no number.
fn typed(name: &str, text: String) -> Value {
    match value_of(&defaults(), name) {
        Some(Value::Integer(_) | Value::Boolean(_)) => parsed(&text).unwrap_or(Value::String(text)),
        Some(Value::Array(_)) if text.trim_start().starts_with('[') => parsed(&text).unwrap_or(Value::String(text)),
        _ => Value::String(text),
    }
}

fn parsed(text: &str) -> Option<Value> {
    format!("value = {}", text.trim()).parse::<Table>().ok()?.remove("value")
}

fn defaults() -> Table {
    DEFAULTS.parse().unwrap_or_default()
}

/// The value of a setting, or a section. A name has the sections around it, as in `mail.in.address`.
pub(super) fn value_of<'a>(values: &'a Table, name: &str) -> Option<&'a Value> {
    match name.split_once('.') {
        Some((section, rest)) => value_of(values.get(section)?.as_table()?, rest),
        None => values.get(name),
    }
}

fn place_of<'a>(values: &'a mut Table, name: &str) -> Option<&'a mut Value> {
    match name.split_once('.') {
        Some((section, rest)) => place_of(values.get_mut(section)?.as_table_mut()?, rest),
        None => values.get_mut(name),
    }
}

fn names_in(values: &Table) -> Vec<String> {
    let names = values.iter().flat_map(|(key, value)| match value {
        Value::Table(section) => names_in(section).into_iter().map(|name| format!("{key}.{name}")).collect(),
        _ => vec![key.clone()],
    });
    names.collect()
}

/// Says what a misspelt setting may have meant.
fn unknown(name: &str) -> String {
    let names = names_in(&defaults()).into_iter();
    let nearest = names.map(|known| (strsim::normalized_damerau_levenshtein(name, &known), known));
    match nearest.max_by(|one, other| one.0.total_cmp(&other.0)) {
        Some((likeness, known)) if likeness > 0.6 => format!("there is no such setting; is {known} meant?"),
        _ => "there is no such setting; config/default.toml has all of them".to_owned(),
    }
}

/// Without the line itself, which may have a secret in it.
fn no_toml(file: &Path, text: &str, error: &toml::de::Error) -> String {
    let before = error.span().and_then(|span| text.get(..span.start)).unwrap_or_default();
    format!("{}, line {}: {}", file.display(), before.matches('\n').count() + 1, error.message().replace('\n', ", "))
}

fn shown(file: &Path) -> String {
    std::path::absolute(file).unwrap_or_else(|_| file.to_owned()).display().to_string()
}
