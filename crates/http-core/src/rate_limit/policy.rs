use std::hash::{BuildHasher, RandomState};
use std::net::IpAddr;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicU32, Ordering};

use deskhand_domain::PersonId;
use deskhand_domain::security::Network;
use deskhand_domain::use_cases::LoginSubject;
use governor::clock::Clock as _;
use governor::middleware::StateInformationMiddleware;
use governor::state::keyed::HashMapStateStore;
use governor::{Quota, RateLimiter};

use super::clock::MonotonicClock;
use super::outcome::LimitOutcome;
use super::rate::{Rate, whole_seconds};

/// After how many counts the keys that have regained everything are dropped: they would count like new ones. So a map never holds more
/// keys than came within the window of its rate, and this many.
const FORGET_EVERY: u32 = 1024;

/// What a request is counted by: an address, a login or a person. Of a fixed size, whatever a client sends.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(super) struct Key(u128, u64);

/// Keyed by a secret of this process, so that no client can make two logins count as one.
static LOGINS: LazyLock<RandomState> = LazyLock::new(RandomState::new);

impl Key {
    pub(super) fn address(address: IpAddr) -> Self {
        Self(Network::of(address).bits(), 0)
    }

    pub(super) fn login(address: IpAddr, login: &LoginSubject) -> Self {
        Self(Network::of(address).bits(), LOGINS.hash_one(login))
    }

    /// From whatever address.
    pub(super) fn login_anywhere(login: &LoginSubject) -> Self {
        Self(0, LOGINS.hash_one(login))
    }

    pub(super) const fn person(person: PersonId) -> Self {
        Self(person.as_uuid().as_u128(), 0)
    }
}

type Limiter = RateLimiter<Key, HashMapStateStore<Key>, MonotonicClock, StateInformationMiddleware>;

/// One limit with all its counters.
pub(super) struct Policy {
    name: &'static str,
    rate: Rate,
    limiter: Limiter,
    counts: AtomicU32,
}

impl Policy {
    pub(super) fn new(name: &'static str, rate: Rate, clock: MonotonicClock) -> Self {
        // A rate exists only where it has a quota.
        let quota = rate.quota().unwrap_or_else(|| Quota::per_second(std::num::NonZeroU32::MIN));
        let limiter = Limiter::new(quota, HashMapStateStore::default(), clock);
        Self { name, rate, limiter, counts: AtomicU32::new(0) }
    }

    pub(super) fn count(&self, key: &Key) -> LimitOutcome {
        if self.counts.fetch_add(1, Ordering::Relaxed).is_multiple_of(FORGET_EVERY) {
            self.limiter.retain_recent();
            self.limiter.shrink_to_fit();
        }
        let (remaining, wait) = match self.limiter.check_key(key) {
            Ok(state) => (Some(state.remaining_burst_capacity()), self.rate.share()),
            Err(until) => (None, until.wait_time_from(self.limiter.clock().now())),
        };
        LimitOutcome { name: self.name, rate: self.rate, remaining, seconds: whole_seconds(wait) }
    }
}

#[cfg(test)]
mod tests {
    use std::num::NonZeroU32;
    use std::sync::Arc;
    use std::time::Duration;

    use deskhand_domain::testing::TestClock;

    use super::*;

    fn policy(count: u32, per: Duration) -> (Policy, TestClock) {
        let clock = TestClock::new();
        let rate = Rate::new(NonZeroU32::new(count).unwrap(), per).unwrap();
        (Policy::new("test", rate, MonotonicClock::of(Arc::new(clock.clone()))), clock)
    }

    fn v4(n: u32) -> Key {
        Key::address(IpAddr::V4(n.into()))
    }

    #[test]
    fn each_is_regained_after_its_share_of_the_time() {
        let (policy, clock) = policy(10, Duration::from_secs(60));
        for remaining in (0..10).rev() {
            let measured = policy.count(&v4(1));
            assert_eq!((measured.remaining, measured.seconds), (Some(remaining), 6));
        }
        assert!(policy.count(&v4(1)).is_refused());
        assert!(!policy.count(&v4(2)).is_refused(), "somebody else");

        clock.advance(time::Duration::seconds(5));
        let measured = policy.count(&v4(1));
        assert_eq!((measured.remaining, measured.seconds), (None, 1));
        clock.advance(time::Duration::seconds(1));
        assert_eq!(policy.count(&v4(1)).remaining, Some(0));
        assert!(policy.count(&v4(1)).is_refused());
    }

    #[test]
    fn the_map_holds_no_more_than_those_who_asked_lately() {
        let (policy, clock) = policy(1, Duration::from_secs(60));
        for n in 0..20 * FORGET_EVERY {
            policy.count(&v4(n));
            clock.advance(time::Duration::seconds(1));
            assert!(policy.limiter.len() <= (FORGET_EVERY + 130) as usize, "{n}: {}", policy.limiter.len());
        }
    }

    #[test]
    fn a_login_counts_for_itself_by_its_account() {
        let here = IpAddr::V4([192, 0, 2, 1].into());
        let account = |n| LoginSubject::Account(PersonId::new(uuid::Uuid::from_u128(n)));
        assert!(Key::login(here, &account(1)) == Key::login(here, &account(1)));
        assert!(Key::login(here, &account(1)) != Key::login(here, &account(2)));
        assert!(Key::login(here, &account(1)) != Key::login(here, &LoginSubject::Unknown("ada".to_owned())));
        assert!(Key::login(here, &account(1)) != Key::address(here));
    }
}
