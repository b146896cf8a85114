//! How many requests are worked on at once. Where more come than the machine can serve, each one more would make all of them
//! slower; those that are taken are answered in time, and the others are told at once to come again.

use std::sync::Arc;

use actix_web::{HttpMessage as _, HttpRequest};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::Desk;
use crate::problem::{Problem, ProblemCode};

/// The places of one instance.
#[derive(Clone, Debug)]
pub struct Places(Arc<Semaphore>);

/// One of them, until it is dropped. It stands beside its request.
pub(crate) struct Place(#[expect(dead_code, reason = "it is only to be dropped")] OwnedSemaphorePermit);

impl Places {
    /// So many at once.
    #[must_use]
    pub fn new(at_once: usize) -> Self {
        Self(Arc::new(Semaphore::new(at_once.clamp(1, Semaphore::MAX_PERMITS))))
    }

    /// Everything under the API's path needs one; a look at the program's health never waits for its load.
    pub(crate) fn are_needed(path: &str) -> bool {
        path.starts_with("/api/v1/")
    }

    pub(crate) fn take(&self) -> Result<Place, Problem> {
        let place = Arc::clone(&self.0).try_acquire_owned();
        place.map(Place).map_err(|_| Problem::new(ProblemCode::Overloaded))
    }
}

/// Gives the place of a request back while its body arrives: who sends slowly must not keep others out. The answer says
/// whether it had one, which is for [`take_again`].
pub(crate) fn step_aside(request: &HttpRequest) -> bool {
    request.extensions_mut().remove::<Place>().is_some()
}

/// Takes a place again.
pub(crate) fn take_again(request: &HttpRequest) -> Result<(), Problem> {
    let desk = Desk::of(request)?;
    let place = desk.places.take()?;
    request.extensions_mut().insert(place);
    Ok(())
}
