use std::future::{Ready, ready};

use actix_web::dev::Payload;
use actix_web::http::header;
use actix_web::{FromRequest, HttpRequest};
use deskhand_domain::use_cases::Error;
use deskhand_http_core::problem::{Problem, ProblemCode};

/// The version that the caller knows, as they read it from an `ETag`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum IfMatch {
    /// No such header, or `*`: any version.
    Any,
    /// This version and no other.
    Version(u64),
}

/// No version has this number: an `ETag` of another service matches nothing.
const NEVER: u64 = 0;

impl IfMatch {
    pub(crate) const fn version(self) -> Option<u64> {
        match self {
            Self::Any => None,
            Self::Version(version) => Some(version),
        }
    }

    /// The problem of an error of the domain: a stale version is 412 for a request with `If-Match`, else a conflict.
    pub(crate) fn problem(self, error: Error) -> Problem {
        match (self, error) {
            (Self::Version(_), Error::Stale) => Problem::new(ProblemCode::Stale),
            (_, error) => error.into(),
        }
    }
}

impl FromRequest for IfMatch {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let mut headers = request.headers().get_all(header::IF_MATCH);
        ready(match (headers.next(), headers.next()) {
            (None, _) => Ok(Self::Any),
            (Some(one), None) => one.to_str().ok().and_then(parse).ok_or_else(unreadable),
            (Some(_), Some(_)) => Err(unreadable()),
        })
    }
}

fn parse(text: &str) -> Option<IfMatch> {
    let text = text.trim();
    if text == "*" {
        return Some(IfMatch::Any);
    }
    // RFC 9110, section 13.1.1: If-Match compares strongly, so a weak tag never matches.
    let (weak, tag) = text.strip_prefix("W/").map_or((false, text), |tag| (true, tag));
    let tag = tag.strip_prefix('"')?.strip_suffix('"').filter(|tag| !tag.contains('"'))?;
    let is_ours = !weak && tag.bytes().all(|b| b.is_ascii_digit());
    Some(IfMatch::Version(if is_ours { tag.parse().unwrap_or(NEVER) } else { NEVER }))
}

fn unreadable() -> Problem {
    Problem::new(ProblemCode::BadRequest).detail("If-Match must be `*` or one entity tag such as \"3\".")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_strong_tag_of_ours_names_a_version() {
        for (text, expected) in [
            ("*", Some(IfMatch::Any)),
            ("\"3\"", Some(IfMatch::Version(3))),
            (" \"3\" ", Some(IfMatch::Version(3))),
            ("W/\"3\"", Some(IfMatch::Version(NEVER))),
            ("\"abc\"", Some(IfMatch::Version(NEVER))),
            ("\"\"", Some(IfMatch::Version(NEVER))),
            ("\"99999999999999999999999\"", Some(IfMatch::Version(NEVER))),
            ("\"1\", \"2\"", None),
            ("3", None),
            ("\"", None),
            ("", None),
        ] {
            assert_eq!(parse(text), expected, "{text}");
        }
    }
}
