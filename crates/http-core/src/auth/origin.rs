use std::future::{Ready, ready};

use actix_web::dev::Payload;
use actix_web::http::header;
use actix_web::{FromRequest, HttpRequest};
use deskhand_domain::use_cases;

use crate::problem::Problem;
use crate::state::AppState;

/// Where a request comes from: the address that the rate limits count, and what the client calls itself. No other place reads either.
pub struct Origin(pub use_cases::Origin);

impl Origin {
    pub(super) fn of(request: &HttpRequest, state: &AppState) -> Self {
        let agent = request.headers().get(header::USER_AGENT).map(|agent| String::from_utf8_lossy(agent.as_bytes()));
        let address = request.peer_addr().map(|_| state.limits.client_address(request));
        Self(use_cases::Origin::new(address, agent.as_deref()))
    }
}

impl FromRequest for Origin {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(AppState::of(request).map(|state| Self::of(request, state)))
    }
}
