use actix_web::http::StatusCode;
use actix_web::web;
use askama::Template;
use deskhand_domain::people::Password;
use deskhand_domain::use_cases::ChangePassword;
use deskhand_http_core::AppState;
use serde::Deserialize;

use super::frame::{Frame, Section};
use crate::door::{Faults, Form, Page, Shell, Visitor, page, see_other};
use crate::parts::password_minimum;

#[derive(Template)]
#[template(path = "account/password.html")]
struct PasswordPage {
    shell: Shell,
    frame: Frame,
    username: String,
    min: usize,
    ends_keys: bool,
}

/// The fields of the form.
#[derive(Deserialize)]
pub(crate) struct PasswordForm {
    current_password: String,
    new_password: String,
    /// Whether the API keys end too.
    #[serde(default)]
    keys: bool,
}

/// The form.
pub(crate) async fn show_password(state: web::Data<AppState>, visitor: Visitor) -> Page {
    password_page(&state, visitor, StatusCode::OK, Frame::new(Section::Password), false)
}

/// Replaces the password. The other sessions of the person end.
pub(crate) async fn change_password(
    state: web::Data<AppState>,
    visitor: Visitor,
    Form(form): Form<PasswordForm>,
) -> Page {
    let mut faults = Faults::default();
    let current = faults.accept("current_password", Password::typed(&form.current_password));
    let new = faults.accept("new_password", Password::parse(&form.new_password));
    if let (Some(current), Some(new)) = (current, new) {
        let use_cases = state.use_cases.from_origin(visitor.caller.origin.clone());
        let command = ChangePassword { current, new, revoke_api_keys: form.keys };
        match use_cases.accounts().change_password(&visitor.caller, command).await {
            Ok(()) => return Ok(see_other("/account?done=password", None)),
            Err(error) => faults.take(error)?,
        }
    }
    let frame = Frame::with_faults(Section::Password, faults);
    password_page(&state, visitor, StatusCode::UNPROCESSABLE_ENTITY, frame, form.keys)
}

fn password_page(state: &AppState, visitor: Visitor, status: StatusCode, frame: Frame, ends_keys: bool) -> Page {
    let min = password_minimum(&state.use_cases.rules().workflow);
    let username = visitor.caller.person.username.to_string();
    page(status, &PasswordPage { shell: visitor.shell, frame, username, min, ends_keys })
}
