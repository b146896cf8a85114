//! Requests that create something and that a client may send again: with an `Idempotency-Key`
//! (draft-ietf-httpapi-idempotency-key-header) they are carried out once.

use std::future::{Ready, ready};

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest};
use deskhand_domain::PersonId;
use deskhand_domain::ports::{IdempotencyKey, KeyedRequest};
use deskhand_domain::use_cases::{Execution, Idempotent, UseCases};
use deskhand_http_core::problem::{Problem, ProblemCode};
use deskhand_http_core::{AppState, InFlightEntry, InFlightRequests};

use super::json_body::BodyDigest;

/// The `Idempotency-Key` of a request, if it has one.
pub(crate) struct IdempotencyHeader {
    /// With the use cases, which compute the fingerprint: the body may contain a password.
    key: Option<(IdempotencyKey, UseCases)>,
    /// Method and address: a key belongs to one request, not to one body.
    target: String,
    in_flight: InFlightRequests,
}

impl FromRequest for IdempotencyHeader {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(read(request))
    }
}

fn read(request: &HttpRequest) -> Result<IdempotencyHeader, Problem> {
    let state = AppState::of(request)?;
    let mut headers = request.headers().get_all("idempotency-key");
    let key = headers.next().map(|header| IdempotencyKey::parse(header.to_str().unwrap_or("\u{fffd}")));
    let key = key.transpose().map_err(|reason| bad_key(&reason.to_string()))?;
    if headers.next().is_some() {
        return Err(bad_key("must be given only once"));
    }
    Ok(IdempotencyHeader {
        key: key.map(|key| (key, state.use_cases.clone())),
        target: format!("{} {}", request.method(), request.uri()),
        in_flight: state.in_flight.clone(),
    })
}

fn bad_key(reason: &str) -> Problem {
    Problem::new(ProblemCode::BadRequest).detail(format!("The header Idempotency-Key {reason}."))
}

impl IdempotencyHeader {
    /// Enters the request among those that are being carried out.
    pub(crate) fn begin(self, owner: Option<PersonId>, body: &BodyDigest) -> Result<InFlightGuard, Problem> {
        let Some((key, desk)) = self.key else { return Ok(InFlightGuard(None)) };
        let entry = self.in_flight.enter(owner, key.clone());
        let entry = entry.ok_or_else(|| Problem::new(ProblemCode::IdempotencyInFlight))?;
        let fingerprint = desk.fingerprint(&[self.target.as_bytes(), &[0], &body.0].concat());
        let request = KeyedRequest { owner, key, fingerprint };
        Ok(InFlightGuard(Some((request, entry))))
    }
}

/// Holds the key of a request while it is carried out. Another request with the same key is refused until this is dropped.
pub(crate) struct InFlightGuard(Option<(KeyedRequest, InFlightEntry)>);

impl InFlightGuard {
    /// The request, if it has a key.
    pub(crate) fn request(&self) -> Option<&KeyedRequest> {
        self.0.as_ref().map(|(request, _)| request)
    }

    /// How to carry the request out: with its key, only once.
    pub(crate) fn execution<'a, T>(
        &'a self,
        answer: &'a (dyn Fn(&T) -> Option<String> + Send + Sync),
    ) -> Execution<'a, T> {
        match &self.0 {
            Some((request, _)) => Execution::Idempotent(Idempotent { request, answer }),
            None => Execution::Commit,
        }
    }
}
