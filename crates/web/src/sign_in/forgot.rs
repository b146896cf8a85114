use actix_web::http::StatusCode;
use actix_web::web;
use askama::Template;
use deskhand_domain::people::EmailAddress;
use deskhand_domain::use_cases::{self, Error, UseCases};
use deskhand_http_core::AppState;
use deskhand_http_core::auth::Origin;
use serde::Deserialize;

use super::sign_up::check_mail_page;
use crate::door::{Faults, Form, Guest, Page, Shell, page};

#[derive(Template)]
#[template(path = "sign_in/forgot.html")]
struct ForgotPage<'a> {
    shell: Shell,
    email: &'a str,
    faults: Faults,
}

/// The field of the form.
#[derive(Deserialize)]
pub(crate) struct AddressForm {
    email: String,
}

/// The form for a forgotten password.
pub(crate) async fn show_forgot(Guest(shell): Guest) -> Page {
    page(StatusCode::OK, &ForgotPage { shell, email: "", faults: Faults::default() })
}

/// Sends a link. The answer is the same whether the address is known or not.
pub(crate) async fn forgot(
    state: web::Data<AppState>,
    Origin(origin): Origin,
    Guest(shell): Guest,
    Form(form): Form<AddressForm>,
) -> Page {
    let request = async |desk: UseCases, address| desk.email_links().request_reset(address).await;
    send_link((&state, origin, shell), &form, "check-mail-reset", request).await
}

/// Sends the link to verify an address again.
pub(crate) async fn resend_verification(
    state: web::Data<AppState>,
    Origin(origin): Origin,
    Guest(shell): Guest,
    Form(form): Form<AddressForm>,
) -> Page {
    let request = async |desk: UseCases, address| desk.email_links().request_verification(address).await;
    send_link((&state, origin, shell), &form, "check-mail-verify", request).await
}

/// Asks for a link to the address, if it is one.
async fn send_link<F>(
    (state, origin, shell): (&AppState, use_cases::Origin, Shell),
    form: &AddressForm,
    words: &'static str,
    request: impl FnOnce(UseCases, EmailAddress) -> F,
) -> Page
where
    F: Future<Output = Result<(), Error>> + Send + 'static,
{
    let mut faults = Faults::default();
    let Some(address) = faults.accept("email", EmailAddress::parse(&form.email)) else {
        return page(StatusCode::UNPROCESSABLE_ENTITY, &ForgotPage { shell, email: &form.email, faults });
    };
    state.change(origin, |desk| request(desk, address)).await?;
    check_mail_page(shell, &form.email, words)
}
