use actix_web::HttpMessage;
use actix_web::http::header::{HeaderName, HeaderValue};

use super::rate::Rate;

const POLICY: HeaderName = HeaderName::from_static("ratelimit-policy");
const STATE: HeaderName = HeaderName::from_static("ratelimit");

/// The state of one limit after one request.
pub(super) struct LimitOutcome {
    pub(super) name: &'static str,
    pub(super) rate: Rate,
    /// How many more are allowed now; `None` where this one was too many.
    pub(super) remaining: Option<u32>,
    /// In how many seconds one more is allowed at the latest.
    pub(super) seconds: u64,
}

impl LimitOutcome {
    pub(super) const fn is_refused(&self) -> bool {
        self.remaining.is_none()
    }

    fn policy(&self) -> String {
        format!("\"{}\";q={};w={}", self.name, self.rate.count(), self.rate.window())
    }

    fn state(&self) -> String {
        format!("\"{}\";r={};t={}", self.name, self.remaining.unwrap_or(0), self.seconds)
    }
}

/// Puts it beside the request, for the headers of the answer.
pub(super) fn note(request: &impl HttpMessage, outcome: LimitOutcome) {
    let mut extensions = request.extensions_mut();
    match extensions.get_mut::<Vec<LimitOutcome>>() {
        Some(noted) => noted.push(outcome),
        None => drop(extensions.insert(vec![outcome])),
    }
}

/// The headers that say in an answer how much its limits have left.
pub fn rate_limit_headers(request: &impl HttpMessage) -> Vec<(HeaderName, HeaderValue)> {
    let extensions = request.extensions();
    let Some(noted) = extensions.get::<Vec<LimitOutcome>>() else { return Vec::new() };
    let list = |word: fn(&LimitOutcome) -> String| noted.iter().map(word).collect::<Vec<_>>().join(", ");
    let headers = [(POLICY, list(LimitOutcome::policy)), (STATE, list(LimitOutcome::state))];
    headers.into_iter().filter_map(|(name, value)| Some((name, HeaderValue::from_str(&value).ok()?))).collect()
}
