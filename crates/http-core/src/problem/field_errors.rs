use std::borrow::Cow;

use deskhand_domain::Invalid;
use serde::Serialize;
use utoipa::ToSchema;
use validator::{ValidationError, ValidationErrors};

/// What is wrong with one field of a body or one parameter of a query.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct FieldError {
    /// Where in the body: a JSON pointer (RFC 6901).
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pointer: Option<String>,
    /// Which query parameter.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    parameter: Option<String>,
    /// A stable word, such as `too_long`.
    #[schema(value_type = String)]
    code: Cow<'static, str>,
    /// For people.
    detail: String,
}

/// The part of the request that a field is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Source {
    Body,
    Query,
}

/// Collects all faults of a request, one reason for each field.
#[derive(Debug)]
pub struct Fields {
    source: Source,
    errors: Vec<(String, FieldError)>,
}

impl Fields {
    /// The fields of a body.
    pub const fn of_body() -> Self {
        Self { source: Source::Body, errors: Vec::new() }
    }

    /// The parameters of a query.
    pub const fn of_query() -> Self {
        Self { source: Source::Query, errors: Vec::new() }
    }

    /// The most faults that are noted. More do not help a client, and each costs a comparison with all before it.
    const MOST: usize = 100;

    /// Notes that a field is wrong, unless it has a reason already. No name is the body itself.
    pub fn refuse(&mut self, name: &str, code: impl Into<Cow<'static, str>>, detail: impl Into<String>) {
        if self.errors.len() >= Self::MOST || self.errors.iter().any(|(known, _)| known == name) {
            return;
        }
        let (pointer, parameter) = match self.source {
            Source::Body => (Some(pointer(name)), None),
            Source::Query => (None, Some(name.to_owned())),
        };
        let error = FieldError { pointer, parameter, code: code.into(), detail: detail.into() };
        self.errors.push((name.to_owned(), error));
    }

    /// The same for a member of an object in the body.
    pub fn refuse_member(&mut self, of: &str, name: &str, code: impl Into<Cow<'static, str>>, detail: &str) {
        if self.errors.len() >= Self::MOST {
            return;
        }
        let place = format!("{}{}", pointer(of), pointer(name));
        let error =
            FieldError { pointer: Some(place.clone()), parameter: None, code: code.into(), detail: detail.to_owned() };
        self.errors.push((place, error));
    }

    /// Adds what is wrong with the members of an object in the body.
    pub fn absorb_members(&mut self, of: &str, members: Self) {
        for (name, error) in members.errors {
            if name.is_empty() {
                self.refuse(of, error.code, error.detail);
            } else {
                self.refuse_member(of, &name, error.code, &error.detail);
            }
        }
    }

    /// The value, or a note why there is none.
    pub fn accept<T>(&mut self, name: &str, parsed: Result<T, Invalid>) -> Option<T> {
        parsed.map_err(|reason| self.refuse(name, reason.code(), reason.to_string())).ok()
    }

    /// A field that may be absent: what it says, if it is there and right.
    pub fn value<R, T>(
        &mut self,
        name: &str,
        raw: Option<R>,
        parse: impl FnOnce(R) -> Result<T, Invalid>,
    ) -> Option<T> {
        raw.and_then(|raw| self.accept(name, parse(raw)))
    }

    /// As [`Fields::value`], for a text.
    pub fn text<T>(
        &mut self,
        name: &str,
        raw: Option<String>,
        parse: impl FnOnce(&str) -> Result<T, Invalid>,
    ) -> Option<T> {
        self.value(name, raw, |raw| parse(&raw))
    }

    /// A field of a merge patch that cannot be cleared: an absent one stays, `null` is refused.
    pub fn changed<R>(&mut self, name: &str, raw: Option<Option<R>>) -> Option<R> {
        if matches!(raw, Some(None)) {
            self.refuse(name, "null", "cannot be cleared");
        }
        raw.flatten()
    }

    /// A field of a merge patch that `null` clears.
    pub fn clearable<R, T>(
        &mut self,
        name: &str,
        raw: Option<Option<R>>,
        parse: impl FnOnce(R) -> Result<T, Invalid>,
    ) -> Option<Option<T>> {
        match raw? {
            None => Some(None),
            given => self.value(name, given, parse).map(Some),
        }
    }

    /// Adds what `validator` found. A reason of the domain's types has priority.
    pub fn absorb(&mut self, found: &ValidationErrors) {
        for (name, errors) in found.field_errors() {
            for error in errors {
                self.refuse(&name, code_of(error), detail_of(error));
            }
        }
    }

    pub fn is_of_body(&self) -> bool {
        self.source == Source::Body
    }

    pub const fn is_empty(&self) -> bool {
        self.errors.is_empty()
    }

    pub const fn len(&self) -> usize {
        self.errors.len()
    }

    /// Everything noted, ordered by name: `validator` has no order.
    pub fn into_errors(mut self) -> Vec<FieldError> {
        self.errors.sort_by(|(one, _), (other, _)| one.cmp(other));
        self.errors.into_iter().map(|(_, error)| error).collect()
    }
}

fn pointer(name: &str) -> String {
    if name.is_empty() { String::new() } else { format!("/{}", name.replace('~', "~0").replace('/', "~1")) }
}

fn code_of(error: &ValidationError) -> Cow<'static, str> {
    match &*error.code {
        "length" => "too_long".into(),
        _ => error.code.clone(),
    }
}

fn detail_of(error: &ValidationError) -> String {
    match (&*error.code, error.params.get("max")) {
        ("required", _) => "is required".to_owned(),
        ("length", Some(max)) => format!("must have at most {max} characters"),
        _ => error.message.as_deref().unwrap_or("is not valid").to_owned(),
    }
}
