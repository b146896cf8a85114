use actix_web::http::StatusCode;
use actix_web::{HttpRequest, web};
use askama::Template;
use deskhand_domain::people::Password;
use deskhand_domain::use_cases::{Error, SignIn, SignInAnswer, SignInRefusal};
use deskhand_http_core::AppState;
use deskhand_http_core::auth::Origin;
use deskhand_http_core::problem::Problem;
use serde::Deserialize;

use super::code::code_page;
use super::signed_in::signed_in_answer;
use crate::door::{Form, Guest, Next, Page, Shell, page};

#[derive(Template)]
#[template(path = "sign_in/sign_in.html")]
struct SignInPage<'a> {
    shell: Shell,
    next: &'a Next,
    login: &'a str,
    wrong: Option<SignInRefusal>,
}

/// The query of the page.
#[derive(Deserialize)]
pub(crate) struct SignInQuery {
    #[serde(default)]
    next: String,
    #[serde(default)]
    login: String,
}

/// The fields of the form.
#[derive(Deserialize)]
pub(crate) struct SignInForm {
    login: String,
    password: String,
    #[serde(default)]
    next: String,
}

/// The form.
pub(crate) async fn show_sign_in(Guest(shell): Guest, query: web::Query<SignInQuery>) -> Page {
    let next = Next::parse(&query.next).unwrap_or_default();
    page(StatusCode::OK, &SignInPage { shell, next: &next, login: &query.login, wrong: None })
}

/// Begins a session, or asks for the code of the second factor.
pub(crate) async fn sign_in(
    state: web::Data<AppState>,
    request: HttpRequest,
    Origin(origin): Origin,
    Guest(shell): Guest,
    Form(form): Form<SignInForm>,
) -> Page {
    let next = Next::parse(&form.next).unwrap_or_default();
    let refused = |wrong| {
        let template = SignInPage { shell: shell.clone(), next: &next, login: &form.login, wrong: Some(wrong) };
        page(StatusCode::UNPROCESSABLE_ENTITY, &template)
    };
    let Ok(password) = Password::typed(&form.password) else { return refused(SignInRefusal::WrongCredentials) };
    let use_cases = state.use_cases.from_origin(origin);
    state.limits.count_sign_in(&use_cases, &request, &form.login).await?;
    let answer = use_cases.accounts().sign_in(SignIn { login: form.login.clone(), password }).await;
    match answer.inspect_err(|error| state.metrics.sign_in_refused(error)) {
        Ok(SignInAnswer::SignedIn(signed_in)) => Ok(signed_in_answer(&state, &signed_in, &next)),
        Ok(SignInAnswer::SecondFactorRequired(challenge)) => {
            code_page(StatusCode::OK, shell, challenge.token.reveal(), &next, None)
        }
        Err(Error::SignIn(wrong)) => refused(wrong),
        Err(error) => Err(Problem::from(error)),
    }
}
