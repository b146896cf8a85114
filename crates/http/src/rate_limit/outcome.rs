use actix_web::HttpMessage;
use actix_web::http::header::{HeaderName, HeaderValue};

use super::Rate;

const POLICY: HeaderName = HeaderName::from_static("ratelimit-policy");
const STATE: HeaderName = HeaderName::from_static("ratelimit");

/// What one limit says to one request.
pub(super) struct LimitOutcome {
    pub(super) name: &'static str,
    pub(super) rate: Rate,
    /// How many more there may be now; `None` where this one was too many already.
    pub(super) remaining: Option<u32>,
    /// In how many seconds there is one more at the latest.
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

/// Keeps it with the request, until that is answered.
pub(super) fn note(request: &impl HttpMessage, measured: LimitOutcome) {
    let mut extensions = request.extensions_mut();
    match extensions.get_mut::<Vec<LimitOutcome>>() {
        Some(noted) => noted.push(measured),
        None => drop(extensions.insert(vec![measured])),
    }
}

/// The headers that tell in an answer what was measured on the way to it.
pub(crate) fn rate_limit_headers(request: &impl HttpMessage) -> Vec<(HeaderName, HeaderValue)> {
    let extensions = request.extensions();
    let Some(noted) = extensions.get::<Vec<LimitOutcome>>() else { return Vec::new() };
    let list = |word: fn(&LimitOutcome) -> String| noted.iter().map(word).collect::<Vec<_>>().join(", ");
    let headers = [(POLICY, list(LimitOutcome::policy)), (STATE, list(LimitOutcome::state))];
    headers.into_iter().filter_map(|(name, value)| Some((name, HeaderValue::from_str(&value).ok()?))).collect()
}
