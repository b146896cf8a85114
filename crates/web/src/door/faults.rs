use deskhand_domain::Invalid;
use deskhand_domain::ports::Unique;
use deskhand_domain::use_cases::Error;
use deskhand_http_core::problem::Problem;

use super::shell::Shell;
use crate::words::Arg;

/// What is wrong with the fields of a form, one reason for each.
#[derive(Clone, Debug, Default)]
pub(crate) struct Faults(Vec<Fault>);

/// What is wrong with one field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Fault {
    pub(crate) field: &'static str,
    pub(crate) reason: Reason,
}

/// Why a value is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Reason {
    /// It is none of the domain's values.
    Invalid(Invalid),
    /// Another account has it.
    Taken,
    /// What the text with this id says.
    Text(&'static str),
}

impl Faults {
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// All of them, in the order of the form.
    pub(crate) fn all(&self) -> &[Fault] {
        &self.0
    }

    /// The value, or a note why there is none.
    pub(crate) fn accept<T>(&mut self, field: &'static str, parsed: Result<T, Invalid>) -> Option<T> {
        parsed.map_err(|reason| self.add(field, Reason::Invalid(reason))).ok()
    }

    /// The value of a field that may be empty.
    pub(crate) fn optional<T>(
        &mut self,
        field: &'static str,
        text: &str,
        parse: impl FnOnce(&str) -> Result<T, Invalid>,
    ) -> Option<T> {
        if text.trim().is_empty() { None } else { self.accept(field, parse(text)) }
    }

    pub(crate) fn add(&mut self, field: &'static str, reason: Reason) {
        if !self.0.iter().any(|fault| fault.field == field) {
            self.0.push(Fault { field, reason });
        }
    }

    /// What a use case says of the fields.
    ///
    /// # Errors
    /// The problem, where it says something else.
    pub(crate) fn take(&mut self, error: Error) -> Result<(), Problem> {
        match error {
            Error::Field { field, reason } => self.add(field, Reason::Invalid(reason)),
            Error::Taken(what) => self.add(field_of(what), Reason::Taken),
            other => return Err(other.into()),
        }
        Ok(())
    }

    /// What is wrong with this field, in words.
    pub(crate) fn of(&self, field: &str, shell: &Shell) -> Option<String> {
        self.0.iter().find(|fault| fault.field == field).map(|fault| fault.words(shell))
    }
}

fn field_of(what: Unique) -> &'static str {
    match what {
        Unique::Username => "username",
        _ => "email",
    }
}

impl Fault {
    pub(crate) fn words(&self, shell: &Shell) -> String {
        match &self.reason {
            Reason::Invalid(invalid) => invalid_words(*invalid, shell),
            Reason::Taken => shell.say("invalid-taken"),
            Reason::Text(id) => shell.say(id),
        }
    }
}

pub(super) fn invalid_words(invalid: Invalid, shell: &Shell) -> String {
    let args = match invalid {
        Invalid::TooShort { min } => vec![("min", Arg::number(min))],
        Invalid::TooLong { max } | Invalid::TooMany { max } => vec![("max", Arg::number(max))],
        Invalid::OutOfRange { min, max } => vec![("min", Arg::word(min)), ("max", Arg::word(max))],
        Invalid::Format(form) => vec![("form", Arg::word(form))],
        _ => Vec::new(),
    };
    let id = format!("invalid-{}", invalid.code().replace('_', "-"));
    shell.words().find(&id, &args).unwrap_or_else(|| invalid.to_string())
}
