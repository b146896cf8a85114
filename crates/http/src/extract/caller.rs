use std::future::{Ready, ready};
use std::ops::Deref;

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpMessage as _, HttpRequest};
use deskhand_domain::use_cases;

use crate::problem::{Problem, ProblemCode};

/// Who sends the request. A handler with this in its signature is never reached without a valid access token: the
/// door puts the caller here, and a route that forgot its row in the table finds nobody.
#[derive(Clone)]
pub(crate) struct Caller(pub(crate) use_cases::Caller);

impl Caller {
    pub(crate) const fn is_staff(&self) -> bool {
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
