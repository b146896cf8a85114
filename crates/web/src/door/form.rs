use std::future::Future;
use std::pin::Pin;

use actix_web::dev::{Payload, UrlEncoded};
use actix_web::rt::time::timeout;
use actix_web::{Error, FromRequest, HttpRequest};
use deskhand_http_core::problem::{Problem, ProblemCode};
use deskhand_http_core::{AppState, without_slot};
use serde::de::DeserializeOwned;

/// The most bytes of a form: the longest message, with every character encoded, and some more.
const LIMIT: usize = 2 * 1024 * 1024;

/// The fields of a form, if they arrive in time. No slot is held meanwhile.
pub(crate) struct Form<T>(pub(crate) T);

impl<T: DeserializeOwned + 'static> FromRequest for Form<T> {
    type Error = Error;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Error>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let patience = AppState::of(request).map(|state| state.body_timeout);
        let form = UrlEncoded::<T>::new(request, payload).limit(LIMIT);
        let request = request.clone();
        Box::pin(async move {
            let arrived = without_slot(&request, timeout(patience?, form)).await?;
            let form = arrived.map_err(|_| Problem::new(ProblemCode::RequestTimeout))?;
            Ok(Self(form?))
        })
    }
}
