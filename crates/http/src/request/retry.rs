//! Requests that create something and that a client may send again: under an `Idempotency-Key`
//! (draft-ietf-httpapi-idempotency-key-header) they are carried out once.

use std::collections::HashSet;
use std::future::{Ready, ready};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest};
use deskhand_domain::PersonId;
use deskhand_domain::ports::{IdempotencyKey, KeyedRequest};
use deskhand_domain::use_cases::{Execution, Idempotent};
use sha2::{Digest, Sha256};

use super::json::BodyDigest;
use crate::Desk;
use crate::problem::{Problem, ProblemCode};

/// Whose key, and which.
type KeyName = (Option<PersonId>, IdempotencyKey);

/// The requests with a key that this instance is carrying out now. What another instance carries out, the store knows.
#[derive(Clone, Default)]
pub struct InFlight(Arc<Mutex<HashSet<KeyName>>>);

impl InFlight {
    fn keys(&self) -> MutexGuard<'_, HashSet<KeyName>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn enter(&self, name: KeyName) -> Option<Under> {
        self.keys().insert(name.clone()).then(|| Under { in_flight: self.clone(), name })
    }
}

/// A request that is being carried out; no longer when it is dropped, be it half way.
struct Under {
    in_flight: InFlight,
    name: KeyName,
}

impl Drop for Under {
    fn drop(&mut self) {
        self.in_flight.keys().remove(&self.name);
    }
}

/// What a request says of being sent again: its key, if it has one.
pub(crate) struct Retry {
    key: Option<IdempotencyKey>,
    /// Method and address: a key stands for one request, not for one body.
    target: String,
    in_flight: InFlight,
}

impl FromRequest for Retry {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(read(request))
    }
}

fn read(request: &HttpRequest) -> Result<Retry, Problem> {
    let desk = Desk::of(request)?;
    let mut headers = request.headers().get_all("idempotency-key");
    let key = headers.next().map(|header| IdempotencyKey::parse(header.to_str().unwrap_or("\u{fffd}")));
    let key = key.transpose().map_err(|reason| bad_key(&reason.to_string()))?;
    if headers.next().is_some() {
        return Err(bad_key("must be given only once"));
    }
    Ok(Retry { key, target: format!("{} {}", request.method(), request.uri()), in_flight: desk.in_flight.clone() })
}

fn bad_key(reason: &str) -> Problem {
    Problem::new(ProblemCode::BadRequest).detail(format!("The header Idempotency-Key {reason}."))
}

impl Retry {
    /// Begins to carry the request out, unless that is under way already.
    pub(crate) fn begin(self, owner: Option<PersonId>, body: &BodyDigest) -> Result<Turn, Problem> {
        let Some(key) = self.key else { return Ok(Turn(None)) };
        let under = self.in_flight.enter((owner, key.clone()));
        let under = under.ok_or_else(|| Problem::new(ProblemCode::IdempotencyInFlight))?;
        let fingerprint = Sha256::new().chain_update(&self.target).chain_update([0]).chain_update(body.0).finalize();
        let request = KeyedRequest { owner, key, fingerprint: fingerprint.into() };
        Ok(Turn(Some((request, under))))
    }
}

/// The turn of one request. Another with the same key is refused until this is dropped.
pub(crate) struct Turn(Option<(KeyedRequest, Under)>);

impl Turn {
    /// How the request is to be carried out: once, where it has a key.
    pub(crate) fn mode<'a, T>(&'a self, answer: &'a (dyn Fn(&T) -> Option<String> + Send + Sync)) -> Execution<'a, T> {
        match &self.0 {
            Some((request, _)) => Execution::Idempotent(Idempotent { request, answer }),
            None => Execution::Commit,
        }
    }
}
