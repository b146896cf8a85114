use actix_web::http::StatusCode;
use actix_web::web;
use askama::Template;
use deskhand_domain::people::{EmailAddress, Password, PersonName, PhoneNumber, Role, Username};
use deskhand_domain::use_cases::SignUp;
use deskhand_http_core::AppState;
use deskhand_http_core::auth::Origin;
use serde::Deserialize;

use crate::door::{Faults, Form, Guest, Page, Shell, page};
use crate::parts::password_minimum;

#[derive(Template)]
#[template(path = "sign_in/sign_up.html")]
struct SignUpPage<'a> {
    shell: Shell,
    form: &'a SignUpForm,
    phone_required: bool,
    min: usize,
    faults: Faults,
}

#[derive(Template)]
#[template(path = "sign_in/check_mail.html")]
struct CheckMailPage<'a> {
    shell: Shell,
    email: &'a str,
    words: &'static str,
}

/// The fields of the form.
#[derive(Default, Deserialize)]
pub(crate) struct SignUpForm {
    name: String,
    username: String,
    email: String,
    password: String,
    #[serde(default)]
    phone: String,
    #[serde(default)]
    role: String,
}

/// The form.
pub(crate) async fn show_sign_up(state: web::Data<AppState>, Guest(shell): Guest) -> Page {
    form_page(StatusCode::OK, &state, shell, &SignUpForm::default(), Faults::default())
}

/// Makes the account.
pub(crate) async fn sign_up(
    state: web::Data<AppState>,
    Origin(origin): Origin,
    Guest(shell): Guest,
    Form(form): Form<SignUpForm>,
) -> Page {
    let mut faults = Faults::default();
    let Some(command) = command(&form, &mut faults) else {
        return form_page(StatusCode::UNPROCESSABLE_ENTITY, &state, shell, &form, faults);
    };
    let is_pending = command.role == Role::Engineer;
    match state.use_cases.from_origin(origin).accounts().sign_up(command).await {
        Ok(_) if is_pending => check_mail_page(shell, &form.email, "check-mail-engineer"),
        Ok(_) => check_mail_page(shell, &form.email, "check-mail-verify"),
        Err(error) => {
            faults.take(error)?;
            form_page(StatusCode::UNPROCESSABLE_ENTITY, &state, shell, &form, faults)
        }
    }
}

fn command(form: &SignUpForm, faults: &mut Faults) -> Option<SignUp> {
    let name = faults.accept("name", PersonName::parse(&form.name));
    let username = faults.accept("username", Username::parse(&form.username));
    let email = faults.accept("email", EmailAddress::parse(&form.email));
    let password = faults.accept("password", Password::parse(&form.password));
    let role = faults.optional("role", &form.role, Role::parse_on_sign_up);
    let phone = faults.optional("phone", &form.phone, PhoneNumber::parse);
    if !faults.is_empty() {
        return None;
    }
    Some(SignUp {
        name: name?,
        username: username?,
        email: email?,
        password: Some(password?),
        role: role.unwrap_or(Role::Customer),
        phone,
        language: None,
        time_zone: None,
    })
}

fn form_page(status: StatusCode, state: &AppState, shell: Shell, form: &SignUpForm, faults: Faults) -> Page {
    let rules = &state.use_cases.rules().workflow;
    let min = password_minimum(rules);
    page(status, &SignUpPage { shell, form, phone_required: rules.phone_required, min, faults })
}

/// The page after a mail with a link was sent, or would have been.
pub(super) fn check_mail_page(shell: Shell, email: &str, words: &'static str) -> Page {
    page(StatusCode::OK, &CheckMailPage { shell, email, words })
}
