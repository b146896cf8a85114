use actix_web::HttpResponse;
use actix_web::http::header::{self, HeaderName};
use deskhand_domain::use_cases::Outcome;
use deskhand_http_core::problem::Problem;
use serde::{Deserialize, Serialize};

use super::etag::etag;

/// On a repeated answer.
pub(crate) const REPLAYED: HeaderName = HeaderName::from_static("idempotency-replayed");

/// The answer to a request that created something, in a form that is stored and repeated as it was.
#[derive(Serialize, Deserialize)]
pub(crate) struct Created {
    pub(crate) location: Option<String>,
    version: Option<u64>,
    /// JSON, byte for byte.
    pub(crate) body: String,
}

impl Created {
    /// `None` where the body cannot be written as JSON, which only a fault can cause.
    pub(crate) fn new(location: Option<String>, version: Option<u64>, body: &impl Serialize) -> Option<Self> {
        Some(Self { location, version, body: serde_json::to_string(body).ok()? })
    }

    /// As it is stored.
    pub(crate) fn to_text(&self) -> Option<String> {
        serde_json::to_string(self).ok()
    }

    /// The answer to the request, carried out now or earlier.
    pub(crate) fn answer<T>(outcome: &Outcome<T>, of: impl Fn(&T) -> Option<Self>) -> Result<HttpResponse, Problem> {
        let (answer, replayed) = Self::of_outcome(outcome, of)?;
        Ok(answer.into_response(replayed))
    }

    /// The answer, and whether it was stored by an earlier request.
    pub(crate) fn of_outcome<T>(
        outcome: &Outcome<T>,
        of: impl Fn(&T) -> Option<Self>,
    ) -> Result<(Self, bool), Problem> {
        match outcome {
            Outcome::Done(result) => Ok((of(result).ok_or_else(unwritable)?, false)),
            Outcome::Replayed(stored) => Ok((serde_json::from_str(stored).map_err(Problem::internal)?, true)),
            Outcome::Planned(_) => Err(Problem::internal("a request was planned that was no dry run")),
        }
    }

    pub(crate) fn into_response(self, replayed: bool) -> HttpResponse {
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
