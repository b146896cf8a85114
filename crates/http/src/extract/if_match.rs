use std::future::{Ready, ready};

use actix_web::dev::Payload;
use actix_web::http::header;
use actix_web::{FromRequest, HttpRequest};
use deskhand_domain::use_cases::{BasedOn, Error};
use deskhand_http_core::problem::{Problem, ProblemCode};

/// The versions that the caller knows, as they read them from an `ETag`. No such header, or `*`, is any version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct IfMatch(BasedOn);

/// No version has this number: an `ETag` of another service matches nothing.
const NEVER: u64 = 0;

impl IfMatch {
    pub(crate) fn versions(&self) -> BasedOn {
        self.0.clone()
    }

    /// The problem of an error of the domain: a stale version is 412 for a request with `If-Match`, else a conflict.
    pub(crate) fn problem(&self, error: Error) -> Problem {
        match (&self.0, error) {
            (BasedOn::OneOf(_), Error::Stale) => Problem::new(ProblemCode::Stale),
            (_, error) => error.into(),
        }
    }
}

impl FromRequest for IfMatch {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let mut headers = request.headers().get_all(header::IF_MATCH).map(|value| value.to_str()).peekable();
        if headers.peek().is_none() {
            return ready(Ok(Self(BasedOn::Any)));
        }
        // Several headers of one name are one list (RFC 9110, section 5.3).
        let list: Result<Vec<_>, _> = headers.collect();
        ready(list.ok().and_then(|texts| parse(&texts.join(","))).map(Self).ok_or_else(unreadable))
    }
}

fn parse(text: &str) -> Option<BasedOn> {
    match text.trim() {
        "*" => Some(BasedOn::Any),
        list => list.split(',').map(version).collect::<Option<_>>().map(BasedOn::OneOf),
    }
}

/// The version of one tag. A tag of ours has no comma, so a list is split at each.
fn version(tag: &str) -> Option<u64> {
    let tag = tag.trim();
    // RFC 9110, section 13.1.1: If-Match compares strongly, so a weak tag never matches.
    let (weak, tag) = tag.strip_prefix("W/").map_or((false, tag), |tag| (true, tag));
    let tag = tag.strip_prefix('"')?.strip_suffix('"').filter(|tag| !tag.contains('"'))?;
    let is_ours = !weak && tag.bytes().all(|b| b.is_ascii_digit());
    Some(if is_ours { tag.parse().unwrap_or(NEVER) } else { NEVER })
}

fn unreadable() -> Problem {
    Problem::new(ProblemCode::BadRequest)
        .detail("If-Match must be `*` or entity tags such as \"3\", separated by commas.")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_strong_tags_of_ours_name_versions() {
        for (text, expected) in [
            ("*", Some(BasedOn::Any)),
            ("\"3\"", Some(BasedOn::from(3))),
            (" \"3\" ", Some(BasedOn::from(3))),
            ("\"1\", \"2\"", Some(BasedOn::OneOf(vec![1, 2]))),
            ("\"1\",W/\"2\"", Some(BasedOn::OneOf(vec![1, NEVER]))),
            ("W/\"3\"", Some(BasedOn::from(NEVER))),
            ("\"abc\"", Some(BasedOn::from(NEVER))),
            ("\"\"", Some(BasedOn::from(NEVER))),
            ("\"99999999999999999999999\"", Some(BasedOn::from(NEVER))),
            ("\"1\", *", None),
            ("\"1\", 2", None),
            ("\"1\",", None),
            ("3", None),
            ("\"", None),
            ("", None),
        ] {
            assert_eq!(parse(text), expected, "{text}");
        }
    }
}
