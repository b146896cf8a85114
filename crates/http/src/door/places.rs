//! How many requests are worked on at once. Where more come than the machine can serve, each one more would make all of them
//! slower; those that are taken are answered in time. The others wait a moment for a place, and are told to come again where
//! there is none: to refuse somebody costs work as well, and whoever is refused at once comes again at once.

use std::sync::Arc;
use std::time::Duration;

use actix_web::rt::time::timeout;
use actix_web::{HttpMessage as _, HttpRequest};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::Desk;
use crate::problem::{Problem, ProblemCode};

/// The places of one instance.
#[derive(Clone, Debug)]
pub struct Places {
    free: Arc<Semaphore>,
    patience: Duration,
}

/// One of them, until it is dropped. It stands beside its request.
pub(crate) struct Place(#[expect(dead_code, reason = "it is only to be dropped")] OwnedSemaphorePermit);

impl Places {
    /// So many at once; a request waits so long for one of them, and those that wait take turns.
    #[must_use]
    pub fn new(at_once: usize, patience: Duration) -> Self {
        Self { free: Arc::new(Semaphore::new(at_once.clamp(1, Semaphore::MAX_PERMITS))), patience }
    }

    /// Everything under the API's path needs one; a look at the program's health never waits for its load.
    pub(crate) fn are_needed(path: &str) -> bool {
        path.starts_with("/api/v1/")
    }

    pub(crate) async fn take(&self) -> Result<Place, Problem> {
        match timeout(self.patience, Arc::clone(&self.free).acquire_owned()).await {
            Ok(Ok(place)) => Ok(Place(place)),
            _ => Err(Problem::new(ProblemCode::Overloaded)),
        }
    }
}

/// Gives the place of a request back while its body arrives: who sends slowly must not keep others out. The answer says
/// whether it had one, which is for [`take_again`].
pub(crate) fn step_aside(request: &HttpRequest) -> bool {
    request.extensions_mut().remove::<Place>().is_some()
}

/// Takes a place again.
pub(crate) async fn take_again(request: &HttpRequest) -> Result<(), Problem> {
    let place = Desk::of(request)?.places.take().await?;
    request.extensions_mut().insert(place);
    Ok(())
}

#[cfg(test)]
mod tests {
    use futures::future::join;

    use super::*;

    const LONG: Duration = Duration::from_secs(60);

    #[actix_web::test]
    async fn who_finds_no_place_waits_for_the_next_that_is_free() {
        let places = Places::new(1, LONG);
        let first = places.take().await.unwrap();
        let leave = async { drop(first) };
        let (second, ()) = join(places.take(), leave).await;
        assert!(second.is_ok());
    }

    #[actix_web::test]
    async fn who_waits_too_long_is_told_to_come_again() {
        let places = Places::new(1, Duration::from_millis(1));
        let _first = places.take().await.unwrap();
        let refused = places.take().await.map(drop).unwrap_err().to_response(None);
        assert_eq!(refused.status(), 503);
        assert!(refused.headers().contains_key("retry-after"));
    }

    #[actix_web::test]
    async fn only_the_api_needs_places() {
        assert!(Places::are_needed("/api/v1/tickets"));
        for free in ["/healthz", "/readyz", "/metrics", "/links/verify"] {
            assert!(!Places::are_needed(free), "{free}");
        }
    }
}
