use std::future::{Ready, ready};

use actix_web::dev::Payload;
use actix_web::http::header;
use actix_web::{FromRequest, HttpMessage as _, HttpRequest};
use deskhand_domain::people::Language;
use deskhand_http_core::AppState;
use deskhand_http_core::auth::Caller;
use deskhand_http_core::problem::{Problem, ProblemCode};

use super::shell::Shell;
use crate::words::{Words, preferred};

/// A person who is signed in, and the frame of their pages.
pub(crate) struct Visitor {
    pub(crate) caller: Caller,
    pub(crate) shell: Shell,
}

/// The frame of a page for people who are not signed in.
pub(crate) struct Guest(pub(crate) Shell);

impl FromRequest for Visitor {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(visitor(request))
    }
}

fn visitor(request: &HttpRequest) -> Result<Visitor, Problem> {
    let caller = request.extensions().get::<Caller>().cloned();
    let caller = caller.ok_or_else(|| Problem::new(ProblemCode::Unauthenticated))?;
    let state = AppState::of(request)?;
    let shell = Shell::new(state, words(request, state, caller.person.language));
    Ok(Visitor { shell: shell.of(&caller.person), caller })
}

impl FromRequest for Guest {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(AppState::of(request).map(|state| Self(Shell::new(state, words(request, state, None)))))
    }
}

/// The texts in the language that the person chose, else in one that the browser prefers, else in that of the desk.
fn words(request: &HttpRequest, state: &AppState, own: Option<Language>) -> &'static Words {
    let accepted = request.headers().get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    let language = own.or_else(|| accepted.and_then(preferred)).unwrap_or(state.use_cases.rules().language);
    Words::chosen(language, accepted)
}
