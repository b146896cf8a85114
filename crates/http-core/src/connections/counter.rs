use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::end::End;
use super::limits::ConnectionCaps;
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
    total: usize,
    by_network: HashMap<u128, usize>,
}

/// One open connection. Dropping it counts it out.
pub(super) struct Admitted {
    counter: ConnectionCounter,
    /// `None` for a proxy.
    network: Option<u128>,
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

    /// Counts a connection in.
    ///
    /// # Errors
    /// [`End::TooMany`], [`End::TooManyFromAddress`].
    pub(super) fn admit(&self, peer: IpAddr) -> Result<Admitted, End> {
        let network = (!self.0.proxies.trusts(peer.to_canonical())).then(|| network_of(peer));
        let mut open = self.open();
        if open.total >= self.0.caps.total {
            return Err(End::TooMany);
        }
        if let Some(network) = network {
            let theirs = open.by_network.entry(network).or_default();
            if *theirs >= self.0.caps.per_address {
                return Err(End::TooManyFromAddress);
            }
            *theirs += 1;
        }
        open.total += 1;
        Ok(Admitted { counter: self.clone(), network })
    }

    /// The counts are consistent after every step: a panic elsewhere does not spoil them.
    fn open(&self) -> MutexGuard<'_, Open> {
        self.0.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Admitted {
    fn drop(&mut self) {
        let mut open = self.counter.open();
        open.total -= 1;
        let Some(network) = self.network else { return };
        if let Some(theirs) = open.by_network.get_mut(&network) {
            *theirs -= 1;
            if *theirs == 0 {
                open.by_network.remove(&network);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rate_limit::ForwardedBy;

    fn address(text: &str) -> IpAddr {
        text.parse().unwrap()
    }

    #[test]
    fn a_connection_too_many_is_refused_until_another_one_ends() {
        let proxies = TrustedProxies::parse(&["10.0.0.1".to_owned()], ForwardedBy::default()).unwrap();
        let counter = ConnectionCounter::new(ConnectionCaps { total: 4, per_address: 2 }, proxies);
        let first = counter.admit(address("192.0.2.1")).unwrap();
        let _second = counter.admit(address("::ffff:192.0.2.1")).unwrap();
        assert_eq!(counter.admit(address("192.0.2.1")).err(), Some(End::TooManyFromAddress));
        let _others = [counter.admit(address("2001:db8::1")).unwrap(), counter.admit(address("2001:db8::2")).unwrap()];
        assert_eq!(counter.admit(address("192.0.2.9")).err(), Some(End::TooMany));
        drop(first);
        assert_eq!(counter.admit(address("2001:db8::3")).err(), Some(End::TooManyFromAddress));
        let _first = counter.admit(address("192.0.2.1")).unwrap();
    }

    #[test]
    fn a_trusted_proxy_may_have_all_connections() {
        let proxies = TrustedProxies::parse(&["10.0.0.1".to_owned()], ForwardedBy::default()).unwrap();
        let counter = ConnectionCounter::new(ConnectionCaps { total: 3, per_address: 1 }, proxies);
        let mut open: Vec<_> = (0..3).map(|_| counter.admit(address("10.0.0.1")).unwrap()).collect();
        assert_eq!(counter.admit(address("10.0.0.1")).err(), Some(End::TooMany));
        open.clear();
        assert!(counter.open().by_network.is_empty() && counter.open().total == 0);
    }
}
