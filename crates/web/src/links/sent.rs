use std::future::Future;
use std::pin::Pin;

use actix_web::dev::Payload;
use actix_web::rt::time::timeout;
use actix_web::{Error, FromRequest, HttpRequest, web};
use deskhand_http_core::problem::{Problem, ProblemCode};
use deskhand_http_core::{AppState, without_slot};
use serde::Deserialize;

/// The most bytes of a form, as of a JSON body without long texts. A link proves nothing before the form is read.
const LIMIT: usize = 64 * 1024;

/// How forms are read.
pub(crate) fn form_config() -> web::FormConfig {
    web::FormConfig::default().limit(LIMIT)
}

/// The fields of a form, if they arrive in time.
#[derive(Deserialize)]
pub(crate) struct Sent {
    #[serde(default)]
    pub(super) token: String,
    #[serde(default)]
    pub(super) password: String,
    #[serde(default)]
    pub(super) answer: String,
    #[serde(default)]
    pub(super) stars: String,
    #[serde(default)]
    pub(super) words: String,
}

impl FromRequest for Sent {
    type Error = Error;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Error>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let patience = AppState::of(request).map(|state| state.body_timeout);
        let form = web::Form::<Self>::from_request(request, payload);
        let request = request.clone();
        Box::pin(async move {
            let arrived = without_slot(&request, timeout(patience?, form)).await?;
            let form = arrived.map_err(|_| Problem::new(ProblemCode::RequestTimeout))?;
            Ok(form?.into_inner())
        })
    }
}
