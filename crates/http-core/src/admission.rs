//! How many requests are worked on at once. Beyond what the machine can serve, each further request would slow down all others. So
//! admitted requests are answered in time, the others wait for a slot, and those that find none in time are answered 503. They wait
//! because a refusal costs work too, and a client that is refused at once asks again at once.
//!
//! There are three lanes. Changes wait for the locks of other changes; in one lane with reads they would fill it, and reads would find
//! no slot though they could be answered at once. Requests that hash a password share the slots of reads, and an address has a few of
//! them under way at most: else one address could fill the queue of the hasher.

use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

use actix_web::rt::time::timeout;
use actix_web::{HttpMessage as _, HttpRequest};
use tokio::sync::{AcquireError, OwnedSemaphorePermit, Semaphore};

use crate::address_slots::AddressSlots;
use crate::problem::{Problem, ProblemCode};

/// The slots of one instance. Clones share them.
#[derive(Clone, Debug)]
pub struct ConcurrencyLimit {
    reads: Arc<Semaphore>,
    changes: Arc<Semaphore>,
    hashes: AddressSlots,
    wait: Duration,
}

/// How many requests are worked on at once.
#[derive(Clone, Copy, Debug)]
pub struct Slots {
    /// Those that read or hash a password.
    pub reads: usize,
    /// Those that change something.
    pub changes: usize,
    /// Of those that hash a password, the ones from one address.
    pub hashes_of_address: usize,
}

/// Which slots a request takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lane {
    /// It reads.
    Read,
    /// It hashes a password: it waits in the hasher's own queue, not for the locks of changes.
    Hash,
    /// It changes something.
    Change,
}

/// A slot, beside its request until the answer begins.
pub struct Slot {
    lane: Lane,
    client: IpAddr,
    limit: ConcurrencyLimit,
    #[expect(dead_code, reason = "dropping it frees the slot")]
    permits: (Option<OwnedSemaphorePermit>, OwnedSemaphorePermit),
}

/// A slot that a request had, to be acquired again.
pub struct Released {
    lane: Lane,
    client: IpAddr,
    limit: ConcurrencyLimit,
}

impl ConcurrencyLimit {
    /// A request waits at most `wait` for its slot, first come, first served.
    #[must_use]
    pub fn new(slots: Slots, wait: Duration) -> Self {
        let lane = |number: usize| Arc::new(Semaphore::new(number.clamp(1, Semaphore::MAX_PERMITS)));
        let hashes = AddressSlots::new(slots.hashes_of_address);
        Self { reads: lane(slots.reads), changes: lane(slots.changes), hashes, wait }
    }

    /// Waits for a slot for a request of this client.
    ///
    /// # Errors
    /// `overloaded` where none is free in time.
    pub async fn acquire(&self, lane: Lane, client: IpAddr) -> Result<Slot, Problem> {
        match timeout(self.wait, self.permits(lane, client)).await {
            Ok(Ok(permits)) => Ok(Slot { lane, client, limit: self.clone(), permits }),
            _ => Err(Problem::new(ProblemCode::Overloaded)),
        }
    }

    async fn permits(
        &self,
        lane: Lane,
        client: IpAddr,
    ) -> Result<(Option<OwnedSemaphorePermit>, OwnedSemaphorePermit), AcquireError> {
        let of_address = match lane {
            Lane::Hash => Some(self.hashes.acquire(client).await?),
            Lane::Read | Lane::Change => None,
        };
        let slots = match lane {
            Lane::Read | Lane::Hash => &self.reads,
            Lane::Change => &self.changes,
        };
        Ok((of_address, Arc::clone(slots).acquire_owned().await?))
    }
}

/// Frees the slot of a request while its body arrives: a client that sends slowly must not keep others out.
pub fn release(request: &HttpRequest) -> Option<Released> {
    let slot = request.extensions_mut().remove::<Slot>()?;
    Some(Released { lane: slot.lane, client: slot.client, limit: slot.limit })
}

/// Acquires a slot for a request that had one.
///
/// # Errors
/// `overloaded` where none is free in time.
pub async fn reacquire(request: &HttpRequest, released: Released) -> Result<(), Problem> {
    let slot = released.limit.acquire(released.lane, released.client).await?;
    request.extensions_mut().insert(slot);
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::net::Ipv4Addr;

    use futures::future::join;

    use super::Lane::{Change, Hash, Read};
    use super::*;

    const LONG: Duration = Duration::from_secs(60);
    const SHORT: Duration = Duration::from_millis(1);
    const HERE: IpAddr = IpAddr::V4(Ipv4Addr::new(192, 0, 2, 1));
    const THERE: IpAddr = IpAddr::V4(Ipv4Addr::new(192, 0, 2, 2));

    fn limit(reads: usize, changes: usize, wait: Duration) -> ConcurrencyLimit {
        ConcurrencyLimit::new(Slots { reads, changes, hashes_of_address: 2 }, wait)
    }

    #[actix_web::test]
    async fn who_finds_no_place_waits_for_the_next_that_is_free() {
        for lane in [Read, Change, Hash] {
            let limit = limit(1, 1, LONG);
            let first = limit.acquire(lane, HERE).await.unwrap();
            let leave = async { drop(first) };
            let (second, ()) = join(limit.acquire(lane, HERE), leave).await;
            assert!(second.is_ok(), "{lane:?}");
        }
    }

    #[actix_web::test]
    async fn who_waits_too_long_is_told_to_come_again() {
        for lane in [Read, Change, Hash] {
            let limit = limit(1, 1, SHORT);
            let _first = limit.acquire(lane, HERE).await.unwrap();
            let refused = limit.acquire(lane, HERE).await.map(drop).unwrap_err().to_response(None);
            assert_eq!(refused.status(), 503);
            assert!(refused.headers().contains_key("retry-after"));
        }
    }

    #[actix_web::test]
    async fn changes_and_those_who_only_read_do_not_wait_for_each_other() {
        let limit = limit(2, 1, SHORT);
        let change = limit.acquire(Change, HERE).await.unwrap();
        let _reads = [limit.acquire(Read, HERE).await.unwrap(), limit.acquire(Read, HERE).await.unwrap()];

        assert!(limit.acquire(Change, HERE).await.is_err() && limit.acquire(Read, HERE).await.is_err());
        drop(change);
        assert!(limit.acquire(Read, HERE).await.is_err() && limit.acquire(Change, HERE).await.is_ok());
    }

    #[actix_web::test]
    async fn one_address_takes_only_its_share_of_the_slots_for_hashing() {
        let limit = limit(10, 10, SHORT);
        let first = limit.acquire(Hash, HERE).await.unwrap();
        let _second = limit.acquire(Hash, HERE).await.unwrap();

        assert!(limit.acquire(Hash, HERE).await.is_err());
        assert!(limit.acquire(Hash, THERE).await.is_ok() && limit.acquire(Read, HERE).await.is_ok());
        drop(first);
        assert!(limit.acquire(Hash, HERE).await.is_ok());
    }
}
