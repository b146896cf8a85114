use std::net::IpAddr;
use std::sync::Arc;

use actix_web::HttpMessage;
use actix_web::HttpRequest;
use actix_web::dev::ServiceRequest;
use deskhand_domain::PersonId;
use deskhand_domain::people::Password;
use deskhand_domain::use_cases::LoginSubject;

use super::client_address::TrustedProxies;
use super::clock::MonotonicClock;
use super::limit::{CountedBy, Limit};
use super::outcome;
use super::policy::{Key, Policy};
use super::rates::Rates;
use crate::problem::{Problem, ProblemCode};

/// The limits of one instance. Clones share what they have counted.
#[derive(Clone)]
pub struct Limits(Arc<Inner>);

struct Inner {
    policies: Vec<(Limit, Policy)>,
    proxies: TrustedProxies,
}

impl Limits {
    /// Limits by these rates. A client is its address; behind trusted proxies, the address that they name.
    #[must_use]
    pub fn new(rates: &Rates, proxies: TrustedProxies, clock: &MonotonicClock) -> Self {
        let named = |limit: Limit, rate| Some((limit, Policy::new(limit.name(), rate?, clock.clone())));
        let policies = Limit::ALL.iter().filter_map(|limit| named(*limit, limit.rate(rates))).collect();
        Self(Arc::new(Inner { policies, proxies }))
    }

    /// No limits.
    #[must_use]
    pub fn off() -> Self {
        Self(Arc::new(Inner { policies: Vec::new(), proxies: TrustedProxies::default() }))
    }

    /// Counts a request under those of its route's limits that go by address.
    ///
    /// # Errors
    /// `rate-limited` where it is one too many.
    pub fn count_address(&self, request: &ServiceRequest, limits: &[Limit]) -> Result<(), Problem> {
        self.count_all(request, limits, CountedBy::Address, || Key::address(self.client_address(request.request())))
    }

    /// Counts a request under those of its route's limits that go by person.
    ///
    /// # Errors
    /// `rate-limited` where it is one too many.
    pub fn count_person(&self, request: &ServiceRequest, limits: &[Limit], person: PersonId) -> Result<(), Problem> {
        self.count_all(request, limits, CountedBy::Person, || Key::person(person))
    }

    /// Counts a change that comes over an open connection.
    ///
    /// # Errors
    /// `rate-limited` where it is one too many.
    pub fn count_command(&self, person: PersonId) -> Result<(), Problem> {
        self.count_silently(Limit::Writes, &Key::person(person))
    }

    /// Counts a sign-in to this account from the client's address.
    ///
    /// # Errors
    /// `rate-limited` where it is one too many.
    pub fn count_login(&self, request: &HttpRequest, login: &LoginSubject) -> Result<(), Problem> {
        self.count(request, Limit::SignIn, || Key::login(self.client_address(request), login))
    }

    /// Counts a sign-in to this account, from whatever address. The headers of an answer say nothing of it: else a stranger could see
    /// when others sign in.
    ///
    /// # Errors
    /// `rate-limited` where it is one too many.
    pub fn count_login_anywhere(&self, login: &LoginSubject) -> Result<(), Problem> {
        self.count_silently(Limit::SignInAccount, &Key::login_anywhere(login))
    }

    /// The address of the client of a request: behind trusted proxies, the one that they name.
    #[must_use]
    pub fn client_address(&self, request: &HttpRequest) -> IpAddr {
        self.0.proxies.client(request.peer_addr(), request.headers())
    }

    /// Counts a request in which its sender proves who they are with their current password. Only the handler knows whether one was
    /// given: without one nothing is counted.
    ///
    /// # Errors
    /// `rate-limited` where it is one too many.
    pub fn count_password(
        &self,
        request: &HttpRequest,
        person: PersonId,
        given: Option<&Password>,
    ) -> Result<(), Problem> {
        given.map_or(Ok(()), |_| self.count(request, Limit::NewPassword, || Key::person(person)))
    }

    fn count_all(
        &self,
        request: &ServiceRequest,
        limits: &[Limit],
        by: CountedBy,
        key: impl Fn() -> Key,
    ) -> Result<(), Problem> {
        limits.iter().filter(|limit| limit.counted_by() == by).try_for_each(|limit| self.count(request, *limit, &key))
    }

    fn count(&self, request: &impl HttpMessage, limit: Limit, key: impl FnOnce() -> Key) -> Result<(), Problem> {
        let Some(policy) = self.policy(limit) else { return Ok(()) };
        let outcome = policy.count(&key());
        let wait = outcome.is_refused().then_some(outcome.seconds);
        outcome::note(request, outcome);
        wait.map_or(Ok(()), |seconds| Err(refused(seconds)))
    }

    fn count_silently(&self, limit: Limit, key: &Key) -> Result<(), Problem> {
        let Some(policy) = self.policy(limit) else { return Ok(()) };
        let outcome = policy.count(key);
        if outcome.is_refused() { Err(refused(outcome.seconds)) } else { Ok(()) }
    }

    fn policy(&self, limit: Limit) -> Option<&Policy> {
        self.0.policies.iter().find(|(known, _)| *known == limit).map(|(_, policy)| policy)
    }
}

fn refused(seconds: u64) -> Problem {
    Problem::new(ProblemCode::RateLimited).retry_after(seconds)
}
