use actix_web::HttpResponse;
use actix_web::http::header::{self, HeaderName};
use deskhand_domain::use_cases::Outcome;
use deskhand_http_core::problem::Problem;
use serde::{Deserialize, Serialize};

use super::etag::etag;

/// On an answer that was given before.
const REPLAYED: HeaderName = HeaderName::from_static("idempotency-replayed");

/// The answer to a request that created something, in a form that can be kept and given again as it was.
#[derive(Serialize, Deserialize)]
pub(crate) struct Created {
    pub(crate) location: Option<String>,
    version: Option<u64>,
    /// JSON, byte for byte.
    pub(crate) body: String,
}

impl Created {
    /// `None` where the body can't be written as JSON, which only a fault can bring about.
    pub(crate) fn new(location: Option<String>, version: Option<u64>, body: &impl Serialize) -> Option<Self> {
        Some(Self { location, version, body: serde_json::to_string(body).ok()? })
    }

    /// As it is kept.
    pub(crate) fn to_text(&self) -> Option<String> {
        serde_json::to_string(self).ok()
    }

    /// Answers what came of the request, now or earlier.
    pub(crate) fn answer<T>(outcome: &Outcome<T>, of: impl Fn(&T) -> Option<Self>) -> Result<HttpResponse, Problem> {
        Self::answer_completed(outcome, of, Some)
    }

    /// The same, where the answer has something in it that must not be kept: `complete` adds that each time.
    pub(crate) fn answer_completed<T>(
        outcome: &Outcome<T>,
        of: impl Fn(&T) -> Option<Self>,
        complete: impl Fn(Self) -> Option<Self>,
    ) -> Result<HttpResponse, Problem> {
        let (answer, replayed) = match outcome {
            Outcome::Done(result) => (of(result), false),
            Outcome::Replayed(kept) => (serde_json::from_str(kept).map_err(Problem::internal)?, true),
            Outcome::Planned(_) => return Err(Problem::internal("a request was planned that was not on trial")),
        };
        let answer = answer.and_then(complete).ok_or_else(unwritable)?;
        Ok(answer.into_response(replayed))
    }

    fn into_response(self, replayed: bool) -> HttpResponse {
        let mut response = HttpResponse::Created();
        response.content_type("application/json");
        if let Some(location) = self.location {
            response.insert_header((header::LOCATION, location));
        }
        if let Some(version) = self.version {
            response.insert_header(etag(version));
        }
        if replayed {
            response.insert_header((REPLAYED, "true"));
        }
        response.body(self.body)
    }
}

fn unwritable() -> Problem {
    Problem::internal("an answer could not be written as JSON")
}
