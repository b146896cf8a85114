use std::error::Error;
use std::time::Duration;

use anyhow::Context as _;
use deskhand_outgoing::innermost_reason;
use http_body_util::{BodyExt as _, LengthLimitError, Limited};
use hyper::body::{Bytes, Incoming};
use hyper::header::{HeaderMap, RETRY_AFTER};
use hyper::{Response, StatusCode};
use serde_json::Value;

use crate::no_answer::NoAnswer;
use crate::problem::Refusal;

/// The most bytes of an answer that are read. A ticket with a hundred of the longest messages has half of them.
const MOST_BYTES: usize = 64 * 1024 * 1024;

/// What a desk answered.
pub(crate) struct Answer {
    status: StatusCode,
    headers: HeaderMap,
    body: Bytes,
}

impl Answer {
    /// Reads an answer to its end. What a server in front of the desk says for it counts as no answer.
    pub(crate) async fn read(response: Response<Incoming>) -> Result<Self, NoAnswer> {
        let (head, body) = response.into_parts();
        let broken = |error: Box<dyn Error + Send + Sync>| match error.is::<LengthLimitError>() {
            true => NoAnswer::Final("the answer is too long for one of a desk".to_owned()),
            false => NoAnswer::Unknown(format!("the answer broke off: {}", innermost_reason(error.as_ref()))),
        };
        let body = Limited::new(body, MOST_BYTES).collect().await.map_err(broken)?.to_bytes();
        let answer = Self { status: head.status, headers: head.headers, body };
        if answer.status.is_server_error() && !answer.refusal().is_of_desk() {
            return Err(NoAnswer::Unknown(format!(
                "a server in front of the desk answered {}; the desk may be down",
                answer.status
            )));
        }
        Ok(answer)
    }

    /// Its JSON, or the refusal in words.
    pub(crate) fn json(self) -> anyhow::Result<Value> {
        if !self.status.is_success() {
            return Err(self.refusal().into());
        }
        serde_json::from_slice(&self.body).context("the answer is no JSON: is this the address of a desk?")
    }

    pub(crate) fn refusal(&self) -> Refusal {
        Refusal::read(self.status, &self.body)
    }

    /// How long the desk asks to wait, where it did not carry the request out for now, or is still at work on it.
    pub(crate) fn asked_to_wait(&self) -> Option<Duration> {
        let is_for_now = matches!(
            self.status,
            StatusCode::CONFLICT
                | StatusCode::TOO_MANY_REQUESTS
                | StatusCode::SERVICE_UNAVAILABLE
                | StatusCode::INSUFFICIENT_STORAGE
        );
        let seconds = self.headers.get(RETRY_AFTER).filter(|_| is_for_now)?.to_str().ok()?.trim().parse().ok()?;
        Some(Duration::from_secs(seconds))
    }
}
