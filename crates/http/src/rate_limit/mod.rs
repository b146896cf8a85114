//! How often somebody may ask: limits of this one instance, in memory. `limited_routes.rs` says which route has which;
//! every answer of a limited route tells how much is left (draft-ietf-httpapi-ratelimit-headers).

mod client_address;
mod clock;
mod limit;
mod outcome;
mod policy;
mod rate;

use std::sync::Arc;

use actix_web::HttpMessage;
use actix_web::HttpRequest;
use actix_web::dev::ServiceRequest;
use deskhand_domain::PersonId;

use crate::problem::{Problem, ProblemCode};

pub use client_address::{ForwardedBy, TrustedProxies};
pub use clock::MonotonicClock;
pub(crate) use limit::is_limited;
use limit::{Limit, of_route};
pub(crate) use outcome::rate_limit_headers;
use policy::{Key, Policy};
pub use rate::Rate;

/// How often what may be done; `None` for as often as one likes.
#[derive(Clone, Debug, Default)]
pub struct Rates {
    /// Sign-ins with one login from one address; and new passwords of one person.
    pub sign_in: Option<Rate>,
    /// Sign-ins with any logins from one address.
    pub sign_in_address: Option<Rate>,
    /// Sign-ups from one address.
    pub sign_up: Option<Rate>,
    /// Refreshed sessions from one address.
    pub refresh: Option<Rate>,
    /// Mails with a link in them that are asked for from one address.
    pub mail: Option<Rate>,
    /// Links from mails that are followed from one address.
    pub link: Option<Rate>,
    /// Changes of any kind by one person, or by programs in their name.
    pub writes: Option<Rate>,
}

/// The limits of one instance. Clones share what they have counted.
#[derive(Clone)]
pub struct Limits(Arc<Inner>);

struct Inner {
    policies: Vec<(Limit, Policy)>,
    proxies: TrustedProxies,
}

impl Limits {
    /// Limits by these rates. Clients are told apart by their addresses, behind proxies by what those say.
    #[must_use]
    pub fn new(rates: &Rates, proxies: TrustedProxies, ticks: &MonotonicClock) -> Self {
        let named = |limit: Limit, rate| Some((limit, Policy::new(limit.name(), rate?, ticks.clone())));
        let policies = Limit::ALL.iter().filter_map(|limit| named(*limit, limit.rate(rates))).collect();
        Self(Arc::new(Inner { policies, proxies }))
    }

    /// Limits nothing.
    #[must_use]
    pub fn off() -> Self {
        Self(Arc::new(Inner { policies: Vec::new(), proxies: TrustedProxies::default() }))
    }

    /// Counts a request to a route that is limited by where it comes from.
    pub(crate) fn count_address(&self, request: &ServiceRequest, path: &str) -> Result<(), Problem> {
        let Some(limit) = of_route(request.method().as_str(), path) else { return Ok(()) };
        self.count(request, limit, || Key::address(self.client(request)))
    }

    /// Counts a change that somebody asks for.
    pub(crate) fn count_write(&self, request: &ServiceRequest, path: &str, person: PersonId) -> Result<(), Problem> {
        if request.method().is_safe() {
            return Ok(());
        }
        self.count(request, Limit::Writes, || Key::person(person))?;
        if (request.method().as_str(), path) == limit::NEW_PASSWORD {
            self.count(request, Limit::NewPassword, || Key::person(person))?;
        }
        Ok(())
    }

    /// Counts a change that somebody asks for over a connection that stays open.
    pub(crate) fn count_command(&self, person: PersonId) -> Result<(), Problem> {
        let Some((_, policy)) = self.0.policies.iter().find(|(known, _)| *known == Limit::Writes) else {
            return Ok(());
        };
        let measured = policy.count(&Key::person(person));
        if measured.is_refused() {
            return Err(Problem::new(ProblemCode::RateLimited).retry_after(measured.seconds));
        }
        Ok(())
    }

    /// Counts a sign-in with this login. Only the handler knows it.
    pub(crate) fn count_login(&self, request: &HttpRequest, login: &str) -> Result<(), Problem> {
        let address = self.0.proxies.client(request.peer_addr(), request.headers());
        self.count(request, Limit::SignIn, || Key::login(address, login))
    }

    fn count(&self, request: &impl HttpMessage, limit: Limit, key: impl FnOnce() -> Key) -> Result<(), Problem> {
        let Some((_, policy)) = self.0.policies.iter().find(|(known, _)| *known == limit) else { return Ok(()) };
        let measured = policy.count(&key());
        let refused = measured.is_refused().then_some(measured.seconds);
        outcome::note(request, measured);
        match refused {
            Some(seconds) => Err(Problem::new(ProblemCode::RateLimited).retry_after(seconds)),
            None => Ok(()),
        }
    }

    fn client(&self, request: &ServiceRequest) -> std::net::IpAddr {
        self.0.proxies.client(request.peer_addr(), request.headers())
    }
}
