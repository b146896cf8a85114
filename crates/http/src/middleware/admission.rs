//! How many requests are worked on at once. Where more come than the machine can serve, each one more would make all of them
//! slower; those that are taken are answered in time. The others wait a moment for a place, and are told to come again where
//! there is none: to refuse somebody costs work as well, and whoever is refused at once comes again at once.
//!
//! Who changes something waits for others who do. Where they shared the places with those who only read, they filled them, and
//! readers found none though they would be answered at once. So changes have places of their own.

use std::sync::Arc;
use std::time::Duration;

use actix_web::rt::time::timeout;
use actix_web::{HttpMessage as _, HttpRequest};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::AppState;
use crate::problem::{Problem, ProblemCode};

/// The places of one instance.
#[derive(Clone, Debug)]
pub struct ConcurrencyLimit {
    for_answers: Arc<Semaphore>,
    for_changes: Arc<Semaphore>,
    patience: Duration,
}

/// What a request needs its place for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lane {
    /// It reads. Where a password is hashed it waits for a processor, in a queue of its own, and not for changes.
    Read,
    /// It changes something.
    Change,
}

/// One of them, until it is dropped. It stands beside its request.
pub(crate) struct Slot {
    lane: Lane,
    #[expect(dead_code, reason = "it is only to be dropped")]
    permit: OwnedSemaphorePermit,
}

impl ConcurrencyLimit {
    /// So many answers, and so many changes, at once; a request waits so long for its place, and those that wait take turns.
    #[must_use]
    pub fn new(answers: usize, changes: usize, patience: Duration) -> Self {
        let concurrency = |number: usize| Arc::new(Semaphore::new(number.clamp(1, Semaphore::MAX_PERMITS)));
        Self { for_answers: concurrency(answers), for_changes: concurrency(changes), patience }
    }

    /// Everything under the API's path needs one; a look at the program's health never waits for its load.
    pub(crate) fn are_needed(path: &str) -> bool {
        path.starts_with("/api/v1/")
    }

    pub(crate) async fn take(&self, lane: Lane) -> Result<Slot, Problem> {
        let concurrency = match lane {
            Lane::Read => &self.for_answers,
            Lane::Change => &self.for_changes,
        };
        match timeout(self.patience, Arc::clone(concurrency).acquire_owned()).await {
            Ok(Ok(permit)) => Ok(Slot { lane, permit }),
            _ => Err(Problem::new(ProblemCode::Overloaded)),
        }
    }
}

/// Gives the place of a request back while its body arrives: who sends slowly must not keep others out. The answer says
/// for what it had one, which is for [`reacquire`].
pub(crate) fn release(request: &HttpRequest) -> Option<Lane> {
    request.extensions_mut().remove::<Slot>().map(|slot| slot.lane)
}

/// Takes a place again.
pub(crate) async fn reacquire(request: &HttpRequest, lane: Lane) -> Result<(), Problem> {
    let slot = AppState::of(request)?.concurrency.take(lane).await?;
    request.extensions_mut().insert(slot);
    Ok(())
}

#[cfg(test)]
mod tests {
    use futures::future::join;

    use super::Lane::{Change, Read};
    use super::*;

    const LONG: Duration = Duration::from_secs(60);
    const SHORT: Duration = Duration::from_millis(1);

    #[actix_web::test]
    async fn who_finds_no_place_waits_for_the_next_that_is_free() {
        for lane in [Read, Change] {
            let concurrency = ConcurrencyLimit::new(1, 1, LONG);
            let first = concurrency.take(lane).await.unwrap();
            let leave = async { drop(first) };
            let (second, ()) = join(concurrency.take(lane), leave).await;
            assert!(second.is_ok(), "{lane:?}");
        }
    }

    #[actix_web::test]
    async fn who_waits_too_long_is_told_to_come_again() {
        for lane in [Read, Change] {
            let concurrency = ConcurrencyLimit::new(1, 1, SHORT);
            let _first = concurrency.take(lane).await.unwrap();
            let refused = concurrency.take(lane).await.map(drop).unwrap_err().to_response(None);
            assert_eq!(refused.status(), 503);
            assert!(refused.headers().contains_key("retry-after"));
        }
    }

    #[actix_web::test]
    async fn changes_and_those_who_only_read_do_not_wait_for_each_other() {
        let concurrency = ConcurrencyLimit::new(2, 1, SHORT);
        let change = concurrency.take(Change).await.unwrap();
        let _answers = [concurrency.take(Read).await.unwrap(), concurrency.take(Read).await.unwrap()];

        assert!(concurrency.take(Change).await.is_err() && concurrency.take(Read).await.is_err());
        drop(change);
        assert!(concurrency.take(Read).await.is_err() && concurrency.take(Change).await.is_ok());
    }

    #[actix_web::test]
    async fn only_the_api_needs_places() {
        assert!(ConcurrencyLimit::are_needed("/api/v1/tickets"));
        for free in ["/healthz", "/readyz", "/metrics", "/links/verify"] {
            assert!(!ConcurrencyLimit::are_needed(free), "{free}");
        }
    }
}
