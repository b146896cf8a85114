use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::oneshot;

use super::end::End;
use super::limits::ConnectionCaps;
use super::waiting::Waiting;
use crate::rate_limit::{TrustedProxies, network_of};

/// Counts the open connections of an instance, in all and by address. Clones share the count.
#[derive(Clone)]
pub struct ConnectionCounter(Arc<Inner>);

struct Inner {
    caps: ConnectionCaps,
    proxies: TrustedProxies,
    open: Mutex<Open>,
}

#[derive(Default)]
struct Open {
    connections: HashMap<u64, Entry>,
    by_network: HashMap<u128, usize>,
    admitted: u64,
}

struct Entry {
    /// `None` for a proxy.
    network: Option<u128>,
    waiting: Arc<Waiting>,
    /// Ends the connection.
    displace: oneshot::Sender<()>,
}

/// One open connection. Dropping it counts it out.
pub(super) struct Admitted {
    counter: ConnectionCounter,
    number: u64,
    pub(super) waiting: Arc<Waiting>,
    /// Says that the connection must end: another one takes its place.
    pub(super) displaced: oneshot::Receiver<()>,
}

impl ConnectionCounter {
    /// A counter without connections.
    #[must_use]
    pub fn new(caps: ConnectionCaps, proxies: TrustedProxies) -> Self {
        Self(Arc::new(Inner { caps, proxies, open: Mutex::default() }))
    }

    /// The most connections in all.
    #[must_use]
    pub fn most(&self) -> usize {
        self.0.caps.total
    }

    /// Counts a connection in. Where there are too many, the one ends that has waited longest for its client: a client that means to be
    /// served sends its request at once.
    ///
    /// # Errors
    /// [`End::TooMany`], [`End::TooManyFromAddress`]: all others have requests that are being answered.
    pub(super) fn admit(&self, peer: IpAddr) -> Result<Admitted, End> {
        let caps = self.0.caps;
        let network = (!self.0.proxies.trusts(peer.to_canonical())).then(|| network_of(peer));
        let mut open = self.open();
        let theirs = network.and_then(|network| open.by_network.get(&network)).copied().unwrap_or_default();
        if theirs >= caps.per_address && !open.displace_one(|entry| entry.network == network) {
            return Err(End::TooManyFromAddress);
        }
        if open.connections.len() >= caps.total && !open.displace_one(|_| true) {
            return Err(End::TooMany);
        }
        let (displace, displaced) = oneshot::channel();
        let waiting = Arc::new(Waiting::now());
        Ok(Admitted {
            number: open.add(Entry { network, waiting: Arc::clone(&waiting), displace }),
            counter: self.clone(),
            waiting,
            displaced,
        })
    }

    /// The counts are consistent after every step: a panic elsewhere does not spoil them.
    fn open(&self) -> MutexGuard<'_, Open> {
        self.0.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Open {
    fn add(&mut self, entry: Entry) -> u64 {
        if let Some(network) = entry.network {
            *self.by_network.entry(network).or_default() += 1;
        }
        self.admitted += 1;
        self.connections.insert(self.admitted, entry);
        self.admitted
    }

    fn remove(&mut self, number: u64) -> Option<Entry> {
        let entry = self.connections.remove(&number)?;
        if let Some(network) = entry.network
            && let Some(theirs) = self.by_network.get_mut(&network)
        {
            *theirs -= 1;
            if *theirs == 0 {
                self.by_network.remove(&network);
            }
        }
        Some(entry)
    }

    fn displace_one(&mut self, of_these: impl Fn(&Entry) -> bool) -> bool {
        let of_these = self.connections.iter().filter(|(_, entry)| of_these(entry));
        let waiting = of_these.filter_map(|(number, entry)| Some((entry.waiting.since()?, *number)));
        let displaced = waiting.min().and_then(|(_, number)| self.remove(number));
        // A connection that does not listen is ending anyway.
        displaced.is_some_and(|entry| {
            let _ = entry.displace.send(());
            true
        })
    }
}

impl Drop for Admitted {
    fn drop(&mut self) {
        self.counter.open().remove(self.number);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rate_limit::ForwardedBy;

    fn counter(total: usize, per_address: usize) -> ConnectionCounter {
        let proxies = TrustedProxies::parse(&["10.0.0.1".to_owned()], ForwardedBy::default()).unwrap();
        ConnectionCounter::new(ConnectionCaps { total, per_address }, proxies)
    }

    fn admit(counter: &ConnectionCounter, address: &str) -> Result<Admitted, End> {
        counter.admit(address.parse().unwrap())
    }

    /// A connection whose request is being answered.
    fn busy(counter: &ConnectionCounter, address: &str) -> Admitted {
        let admitted = admit(counter, address).unwrap();
        admitted.waiting.end();
        admitted
    }

    #[test]
    fn a_connection_too_many_is_refused_until_another_one_ends() {
        let counter = counter(4, 2);
        let first = busy(&counter, "192.0.2.1");
        let _second = busy(&counter, "::ffff:192.0.2.1");
        assert_eq!(admit(&counter, "192.0.2.1").err(), Some(End::TooManyFromAddress));
        let _others = [busy(&counter, "2001:db8::1"), busy(&counter, "2001:db8::2")];
        assert_eq!(admit(&counter, "192.0.2.9").err(), Some(End::TooMany));
        drop(first);
        assert_eq!(admit(&counter, "2001:db8::3").err(), Some(End::TooManyFromAddress));
        let _first = busy(&counter, "192.0.2.1");
    }

    #[test]
    fn a_trusted_proxy_may_have_all_connections() {
        let counter = counter(3, 1);
        let mut open: Vec<_> = (0..3).map(|_| busy(&counter, "10.0.0.1")).collect();
        assert_eq!(admit(&counter, "10.0.0.1").err(), Some(End::TooMany));
        open.clear();
        assert!(counter.open().by_network.is_empty() && counter.open().connections.is_empty());
    }

    #[test]
    fn the_connection_that_has_waited_longest_makes_room() {
        let counter = counter(4, 3);
        let busy = busy(&counter, "192.0.2.1");
        let mut old = admit(&counter, "192.0.2.1").unwrap();
        let mut oldest = admit(&counter, "198.51.100.1").unwrap();
        let newer = admit(&counter, "192.0.2.1").unwrap();
        old.waiting.begin();
        newer.waiting.begin();
        // Of its own address first, even if another one has waited longer.
        let mut next = admit(&counter, "192.0.2.1").unwrap();
        assert!(old.displaced.try_recv().is_ok() && oldest.displaced.try_recv().is_err());
        let _last = admit(&counter, "203.0.113.1").unwrap();
        assert!(oldest.displaced.try_recv().is_ok());
        for mut stays in [newer, busy] {
            assert!(stays.displaced.try_recv().is_err());
        }
        assert!(next.displaced.try_recv().is_err());
        drop((old, oldest));
        assert_eq!(counter.open().connections.len(), 2, "what was displaced is not counted twice");
    }
}
