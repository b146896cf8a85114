use actix_web::http::StatusCode;
use actix_web::{HttpRequest, web};
use askama::Template;
use deskhand_domain::permissions;
use deskhand_domain::ports::SecretToken;
use deskhand_domain::second_factors::TypedCode;
use deskhand_domain::use_cases::{Enrolment, Error};
use deskhand_http_core::AppState;
use serde::Deserialize;
use time::OffsetDateTime;

use super::frame::{DoneQuery, Frame, Section};
use super::identity::{Guarded, PasswordOnly, typed_password};
use crate::door::{Faults, Form, Page, Shell, Visitor, page, refused, see_other, shown_once};

#[derive(Template)]
#[template(path = "account/second_factor.html")]
struct FactorPage {
    shell: Shell,
    frame: Frame,
    since: Option<OffsetDateTime>,
    /// Whether the person may do nothing else before they have one.
    must_enrol: bool,
    /// Whether the role needs one, so that it can't be removed.
    is_needed: bool,
}

#[derive(Template)]
#[template(path = "account/factor_code.html")]
struct CodePage {
    shell: Shell,
    frame: Frame,
    /// Shown once; a wrong code does not show it again.
    enrolment: Option<Enrolment>,
}

#[derive(Template)]
#[template(path = "account/recovery_codes.html")]
struct RecoveryCodesPage {
    shell: Shell,
    frame: Frame,
    codes: Vec<SecretToken>,
}

/// The first code of the app.
#[derive(Deserialize)]
pub(crate) struct FirstCodeForm {
    code: String,
}

/// Whether the person has a second factor.
pub(crate) async fn show_second_factor(
    state: web::Data<AppState>,
    visitor: Visitor,
    query: web::Query<DoneQuery>,
) -> Page {
    factor_page(&state, visitor, StatusCode::OK, Frame::after(Section::SecondFactor, &query))
}

/// Makes a secret, and shows it this once.
pub(crate) async fn enrol(
    state: web::Data<AppState>,
    visitor: Visitor,
    request: HttpRequest,
    Form(form): Form<PasswordOnly>,
) -> Page {
    let password = typed_password(&state, &request, &visitor, &form.current_password)?;
    let use_cases = state.use_cases.from_origin(visitor.caller.origin.clone());
    match use_cases.accounts().enrol_second_factor(&visitor.caller, password).await {
        Ok(enrolment) => code_page(visitor.shell, StatusCode::OK, Faults::default(), Some(enrolment)),
        Err(error) => again(&state, visitor, error, "/account/second-factor"),
    }
}

/// Takes the first code of the app, and shows the recovery codes this once.
pub(crate) async fn confirm(state: web::Data<AppState>, visitor: Visitor, Form(form): Form<FirstCodeForm>) -> Page {
    let mut faults = Faults::default();
    let Some(code) = faults.accept("code", TypedCode::parse(&form.code)) else {
        return code_page(visitor.shell, StatusCode::UNPROCESSABLE_ENTITY, faults, None);
    };
    let caller = visitor.caller.clone();
    let confirming = state.change(visitor.caller.origin.clone(), async move |use_cases| {
        use_cases.accounts().confirm_second_factor(&caller, code).await
    });
    match confirming.await {
        Ok(codes) => {
            let (shell, frame) = (visitor.shell, Frame::new(Section::SecondFactor));
            shown_once(StatusCode::OK, &RecoveryCodesPage { shell, frame, codes })
        }
        Err(Error::Field { field: field @ "code", reason }) => {
            let _: Option<()> = faults.accept(field, Err(reason));
            code_page(visitor.shell, StatusCode::UNPROCESSABLE_ENTITY, faults, None)
        }
        Err(error) => again(&state, visitor, error, "/account/second-factor"),
    }
}

/// Removes it with its recovery codes.
pub(crate) async fn remove(
    state: web::Data<AppState>,
    visitor: Visitor,
    request: HttpRequest,
    Form(form): Form<PasswordOnly>,
) -> Page {
    let password = typed_password(&state, &request, &visitor, &form.current_password)?;
    let use_cases = state.use_cases.from_origin(visitor.caller.origin.clone());
    match use_cases.accounts().remove_second_factor(&visitor.caller, password).await {
        Ok(()) => Ok(see_other("/account/second-factor?done=factor", None)),
        Err(error) => again(&state, visitor, error, "/account/second-factor/remove"),
    }
}

/// The page that asks for the password, or the page again with why nothing was done.
fn again(state: &AppState, visitor: Visitor, error: Error, action: &str) -> Page {
    let guarded = Guarded { action, fields: &[], section: Section::SecondFactor };
    match guarded.ask(&visitor.shell, error) {
        Ok(page) => page,
        Err(error) => {
            let frame = Frame::refused(Section::SecondFactor, refused(error, &visitor.shell)?);
            factor_page(state, visitor, StatusCode::CONFLICT, frame)
        }
    }
}

fn code_page(shell: Shell, status: StatusCode, faults: Faults, enrolment: Option<Enrolment>) -> Page {
    let frame = Frame::with_faults(Section::SecondFactor, faults);
    shown_once(status, &CodePage { shell, frame, enrolment })
}

fn factor_page(state: &AppState, visitor: Visitor, status: StatusCode, frame: Frame) -> Page {
    let (person, rules) = (&visitor.caller.person, &state.use_cases.rules().workflow);
    let is_needed = permissions::needs_second_factor(person.role, rules);
    let must_enrol = permissions::must_enrol(person, rules);
    let since = person.second_factor_at;
    page(status, &FactorPage { shell: visitor.shell, frame, since, must_enrol, is_needed })
}
