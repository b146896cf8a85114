//! A refusal of the desk, in words.

use std::fmt;

use hyper::StatusCode;
use serde::Deserialize;

use crate::terminal::{Line, Text};

/// Why a desk refused.
#[derive(Debug, thiserror::Error)]
pub(crate) struct Refusal {
    pub(crate) status: StatusCode,
    problem: Option<Problem>,
}

/// A problem as of RFC 9457, with what this API adds.
#[derive(Debug, Deserialize)]
struct Problem {
    r#type: String,
    title: Line,
    detail: Text,
    #[serde(default)]
    errors: Vec<FieldError>,
    #[serde(default)]
    allowed: Vec<Line>,
    request_id: Option<Line>,
}

/// What is wrong with a field of the body, or with a parameter.
#[derive(Debug, Deserialize)]
struct FieldError {
    pointer: Option<Line>,
    parameter: Option<Line>,
    detail: Text,
}

impl Refusal {
    pub(crate) fn read(status: StatusCode, body: &[u8]) -> Self {
        Self { status, problem: serde_json::from_slice(body).ok() }
    }

    /// Whether a desk refused, and not a server in front of it.
    pub(crate) const fn is_of_desk(&self) -> bool {
        self.problem.is_some()
    }

    /// Whether it is the problem with this code.
    pub(crate) fn is(&self, code: &str) -> bool {
        self.problem.as_ref().is_some_and(|problem| problem.r#type.rsplit('/').next() == Some(code))
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(problem) = &self.problem else {
            return write!(f, "the answer is {}, and not that of a desk: is its address right?", self.status);
        };
        let (title, detail) = (problem.title.as_str(), problem.detail.as_str());
        // Some details begin with the title, and some are the end of its sentence.
        if !detail.starts_with(title) {
            let is_rest = detail.starts_with(char::is_lowercase);
            write!(f, "{title}{} ", if is_rest { ':' } else { '.' })?;
        }
        f.write_str(detail)?;
        for error in &problem.errors {
            let place = error.pointer.as_ref().or(error.parameter.as_ref()).map_or("", Line::as_str);
            write!(f, "\n  {place}: {}", error.detail)?;
        }
        if !problem.allowed.is_empty() {
            let allowed: Vec<&str> = problem.allowed.iter().map(Line::as_str).collect();
            write!(f, "\n  allowed now: {}", allowed.join(", "))?;
        }
        match (&problem.request_id, self.status) {
            (_, StatusCode::UNAUTHORIZED) => write!(f, "\n  The API key may be wrong, expired or revoked."),
            (Some(id), status) if status.is_server_error() => write!(f, "\n  request {id}"),
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_says_what_is_wrong_and_what_is_allowed() {
        let body = br##"{"type": "/problems/validation", "title": "Wrong fields", "status": 422, "detail": "See below.", "request_id": "1",
            "errors": [{"pointer": "#/title", "code": "empty", "detail": "is empty"},
                {"parameter": "after", "code": "format", "detail": "must be a UUID"}], "allowed": ["close"]}"##;
        let refusal = Refusal::read(StatusCode::UNPROCESSABLE_ENTITY, body);
        assert!(refusal.is("validation") && !refusal.is("overtaken"));
        assert_eq!(
            refusal.to_string(),
            "Wrong fields. See below.\n  #/title: is empty\n  after: must be a UUID\n  allowed now: close"
        );
    }

    #[test]
    fn what_is_no_desk_is_named() {
        let words = Refusal::read(StatusCode::BAD_GATEWAY, b"<html>").to_string();
        assert_eq!(words, "the answer is 502 Bad Gateway, and not that of a desk: is its address right?");
    }
}
