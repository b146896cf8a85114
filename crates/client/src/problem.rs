//! A refusal of the desk, in words.

use std::fmt;

use hyper::StatusCode;
use serde::Deserialize;

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
    title: String,
    detail: String,
    #[serde(default)]
    errors: Vec<FieldError>,
    #[serde(default)]
    allowed: Vec<String>,
    request_id: Option<String>,
}

#[derive(Debug, Deserialize)]
struct FieldError {
    pointer: String,
    detail: String,
}

impl Refusal {
    pub(crate) fn read(status: StatusCode, body: &[u8]) -> Self {
        Self { status, problem: serde_json::from_slice(body).ok() }
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
        // Some details begin with the title, and some are the end of its sentence.
        if !problem.detail.starts_with(&problem.title) {
            let is_rest = problem.detail.starts_with(char::is_lowercase);
            write!(f, "{}{} ", problem.title, if is_rest { ':' } else { '.' })?;
        }
        f.write_str(&problem.detail)?;
        for error in &problem.errors {
            write!(f, "\n  {}: {}", error.pointer, error.detail)?;
        }
        if !problem.allowed.is_empty() {
            write!(f, "\n  allowed now: {}", problem.allowed.join(", "))?;
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
            "errors": [{"pointer": "#/title", "code": "empty", "detail": "is empty"}], "allowed": ["close"]}"##;
        let refusal = Refusal::read(StatusCode::UNPROCESSABLE_ENTITY, body);
        assert!(refusal.is("validation") && !refusal.is("overtaken"));
        assert_eq!(refusal.to_string(), "Wrong fields. See below.\n  #/title: is empty\n  allowed now: close");
    }

    #[test]
    fn what_is_no_desk_is_named() {
        let words = Refusal::read(StatusCode::BAD_GATEWAY, b"<html>").to_string();
        assert_eq!(words, "the answer is 502 Bad Gateway, and not that of a desk: is its address right?");
    }
}
