use actix_web::http::StatusCode;
use actix_web::web;
use askama::Template;
use deskhand_domain::ports::SecretToken;
use deskhand_domain::second_factors::TypedCode;
use deskhand_domain::use_cases::{Error, SecondFactorSignIn, SignInRefusal};
use deskhand_http_core::AppState;
use deskhand_http_core::auth::Origin;
use serde::Deserialize;

use super::signed_in::signed_in_answer;
use crate::door::{Form, Guest, Next, Page, Shell, page};

#[derive(Template)]
#[template(path = "sign_in/code.html")]
struct CodePage<'a> {
    shell: Shell,
    challenge: &'a str,
    next: &'a Next,
    wrong: Option<SignInRefusal>,
}

/// The fields of the form.
#[derive(Deserialize)]
pub(crate) struct CodeForm {
    challenge: String,
    code: String,
    #[serde(default)]
    next: String,
}

/// Begins the session of a person who gave the right password before.
pub(crate) async fn sign_in_with_code(
    state: web::Data<AppState>,
    Origin(origin): Origin,
    Guest(shell): Guest,
    Form(form): Form<CodeForm>,
) -> Page {
    let next = Next::parse(&form.next).unwrap_or_default();
    let refused =
        |wrong| code_page(StatusCode::UNPROCESSABLE_ENTITY, shell.clone(), &form.challenge, &next, Some(wrong));
    let Ok(code) = TypedCode::parse(&form.code) else { return refused(SignInRefusal::WrongCode) };
    let command = SecondFactorSignIn { challenge: SecretToken::new(form.challenge.clone()), code };
    let signed_in = state.change(origin, async move |use_cases| use_cases.accounts().sign_in_with_code(command).await);
    match signed_in.await.inspect_err(|error| state.metrics.sign_in_refused(error)) {
        Ok(signed_in) => Ok(signed_in_answer(&state, &signed_in, &next)),
        Err(Error::SignIn(wrong)) => refused(wrong),
        Err(error) => Err(error.into()),
    }
}

pub(super) fn code_page(
    status: StatusCode,
    shell: Shell,
    challenge: &str,
    next: &Next,
    wrong: Option<SignInRefusal>,
) -> Page {
    page(status, &CodePage { shell, challenge, next, wrong })
}
