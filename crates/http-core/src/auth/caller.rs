use std::future::{Ready, ready};
use std::ops::Deref;

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpMessage as _, HttpRequest};
use deskhand_domain::use_cases;

use crate::problem::{Problem, ProblemCode};

/// Who sends the request. The authentication layer puts it beside the request; a handler that asks for it on a public route finds
/// none and answers 401.
#[derive(Clone)]
pub struct Caller(pub use_cases::Caller);

impl Caller {
    /// Whether they are an engineer or above.
    #[must_use]
    pub const fn is_staff(&self) -> bool {
        self.0.actor.role.is_staff()
    }
}

impl Deref for Caller {
    type Target = use_cases::Caller;

    fn deref(&self) -> &use_cases::Caller {
        &self.0
    }
}

impl FromRequest for Caller {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let caller = request.extensions().get::<Self>().cloned();
        ready(caller.ok_or_else(|| Problem::new(ProblemCode::Unauthenticated)))
    }
}
