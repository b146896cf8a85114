//! How many requests are worked on at once. Beyond what the machine can serve, each further request would slow down all others. So
//! admitted requests are answered in time, the others wait for a slot, and those that find none in time are answered 503. They wait
//! because a refusal costs work too, and a client that is refused at once asks again at once.
//!
//! There are two lanes. Changes wait for the locks of other changes; in one lane with reads they would fill it, and reads would find
//! no slot though they could be answered at once.

use std::sync::Arc;
use std::time::Duration;

use actix_web::rt::time::timeout;
use actix_web::{HttpMessage as _, HttpRequest};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::problem::{Problem, ProblemCode};

/// The slots of one instance. Clones share them.
#[derive(Clone, Debug)]
pub struct ConcurrencyLimit {
    reads: Arc<Semaphore>,
    changes: Arc<Semaphore>,
    wait: Duration,
}

/// Which slots a request takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lane {
    /// It reads. A request that hashes a password is here too: it waits in the hasher's own queue, not for the locks of changes.
    Read,
    /// It changes something.
    Change,
}

/// A slot, beside its request until the answer begins.
pub struct Slot {
    lane: Lane,
    limit: ConcurrencyLimit,
    #[expect(dead_code, reason = "dropping it frees the slot")]
    permit: OwnedSemaphorePermit,
}

/// A slot that a request had, to be acquired again.
pub struct Released {
    lane: Lane,
    limit: ConcurrencyLimit,
}

impl ConcurrencyLimit {
    /// At most `reads` reads and `changes` changes at once. A request waits at most `wait` for its slot, first come, first served.
    #[must_use]
    pub fn new(reads: usize, changes: usize, wait: Duration) -> Self {
        let slots = |number: usize| Arc::new(Semaphore::new(number.clamp(1, Semaphore::MAX_PERMITS)));
        Self { reads: slots(reads), changes: slots(changes), wait }
    }

    /// Waits for a slot.
    ///
    /// # Errors
    /// `overloaded` where none is free in time.
    pub async fn acquire(&self, lane: Lane) -> Result<Slot, Problem> {
        let slots = match lane {
            Lane::Read => &self.reads,
            Lane::Change => &self.changes,
        };
        match timeout(self.wait, Arc::clone(slots).acquire_owned()).await {
            Ok(Ok(permit)) => Ok(Slot { lane, limit: self.clone(), permit }),
            _ => Err(Problem::new(ProblemCode::Overloaded)),
        }
    }
}

/// Frees the slot of a request while its body arrives: a client that sends slowly must not keep others out.
pub fn release(request: &HttpRequest) -> Option<Released> {
    let slot = request.extensions_mut().remove::<Slot>()?;
    Some(Released { lane: slot.lane, limit: slot.limit })
}

/// Acquires a slot for a request that had one.
///
/// # Errors
/// `overloaded` where none is free in time.
pub async fn reacquire(request: &HttpRequest, released: Released) -> Result<(), Problem> {
    let slot = released.limit.acquire(released.lane).await?;
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
            let limit = ConcurrencyLimit::new(1, 1, LONG);
            let first = limit.acquire(lane).await.unwrap();
            let leave = async { drop(first) };
            let (second, ()) = join(limit.acquire(lane), leave).await;
            assert!(second.is_ok(), "{lane:?}");
        }
    }

    #[actix_web::test]
    async fn who_waits_too_long_is_told_to_come_again() {
        for lane in [Read, Change] {
            let limit = ConcurrencyLimit::new(1, 1, SHORT);
            let _first = limit.acquire(lane).await.unwrap();
            let refused = limit.acquire(lane).await.map(drop).unwrap_err().to_response(None);
            assert_eq!(refused.status(), 503);
            assert!(refused.headers().contains_key("retry-after"));
        }
    }

    #[actix_web::test]
    async fn changes_and_those_who_only_read_do_not_wait_for_each_other() {
        let limit = ConcurrencyLimit::new(2, 1, SHORT);
        let change = limit.acquire(Change).await.unwrap();
        let _reads = [limit.acquire(Read).await.unwrap(), limit.acquire(Read).await.unwrap()];

        assert!(limit.acquire(Change).await.is_err() && limit.acquire(Read).await.is_err());
        drop(change);
        assert!(limit.acquire(Read).await.is_err() && limit.acquire(Change).await.is_ok());
    }
}
