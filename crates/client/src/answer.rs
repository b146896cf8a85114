use std::error::Error;
use std::time::Duration;

use anyhow::Context as _;
use hyper::StatusCode;
use hyper::body::Bytes;
use hyper::header::{HeaderMap, RETRY_AFTER};
use serde_json::Value;

use crate::problem::Refusal;

/// What a desk answered.
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

impl Answer {
    /// Its JSON, or the refusal in words.
    pub(crate) fn json(self) -> anyhow::Result<Value> {
        if !self.status.is_success() {
            return Err(Refusal::read(self.status, &self.body).into());
        }
        serde_json::from_slice(&self.body).context("the answer is no JSON: is this the address of a desk?")
    }

    /// How long the desk asks to wait, where it did not carry the request out for now.
    pub(crate) fn asked_to_wait(&self) -> Option<Duration> {
        if !matches!(self.status, StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE) {
            return None;
        }
        let seconds = self.headers.get(RETRY_AFTER)?.to_str().ok()?.trim().parse().ok()?;
        Some(Duration::from_secs(seconds))
    }
}

/// The innermost reason, which is the one that says something: the others say that there was an error.
pub(crate) fn innermost(error: &(dyn Error + 'static)) -> String {
    let mut innermost = error;
    while let Some(source) = innermost.source() {
        innermost = source;
    }
    innermost.to_string()
}
