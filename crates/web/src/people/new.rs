use actix_web::http::StatusCode;
use actix_web::web;
use askama::Template;
use deskhand_domain::people::{Actor, EmailAddress, Password, PersonName, PhoneNumber, Role, Username};
use deskhand_domain::permissions::{PersonAction, may_with_person};
use deskhand_domain::use_cases::{CreatePerson, SignUp};
use deskhand_http_core::AppState;
use serde::Deserialize;

use crate::door::{Faults, Form, Page, Shell, Visitor, page, see_other};
use crate::parts::{password_minimum, person_path};

#[derive(Template)]
#[template(path = "people/new.html")]
struct NewPersonPage<'a> {
    shell: Shell,
    form: &'a NewPersonForm,
    roles: Vec<Role>,
    min: usize,
    faults: Faults,
}

/// The fields of the form. Without a password the person is invited by mail to choose one.
#[derive(Default, Deserialize)]
pub(crate) struct NewPersonForm {
    name: String,
    username: String,
    email: String,
    role: String,
    #[serde(default)]
    phone: String,
    #[serde(default)]
    password: String,
}

/// The form.
pub(crate) async fn show_new_person(state: web::Data<AppState>, Visitor { caller, shell }: Visitor) -> Page {
    form_page(StatusCode::OK, &state, &caller.actor, shell, &NewPersonForm::default(), Faults::default())
}

/// Makes the account.
pub(crate) async fn create_person(
    state: web::Data<AppState>,
    Visitor { caller, shell }: Visitor,
    Form(form): Form<NewPersonForm>,
) -> Page {
    let mut faults = Faults::default();
    let Some(account) = account(&form, &mut faults) else {
        return form_page(StatusCode::UNPROCESSABLE_ENTITY, &state, &caller.actor, shell, &form, faults);
    };
    let command = CreatePerson { account, status: None };
    // It may hash a password, which has threads of its own.
    match state.use_cases.from_origin(caller.origin.clone()).users().create(&caller.actor, command).await {
        Ok(view) => Ok(see_other(&person_path(&view.person.username, view.person.id), None)),
        Err(error) => {
            faults.take(error)?;
            form_page(StatusCode::UNPROCESSABLE_ENTITY, &state, &caller.actor, shell, &form, faults)
        }
    }
}

fn account(form: &NewPersonForm, faults: &mut Faults) -> Option<SignUp> {
    let name = faults.accept("name", PersonName::parse(&form.name));
    let username = faults.accept("username", Username::parse(&form.username));
    let email = faults.accept("email", EmailAddress::parse(&form.email));
    let role = faults.accept("role", form.role.parse());
    let phone = faults.optional("phone", &form.phone, PhoneNumber::parse);
    // What was refused is noted: such a password never becomes an invitation.
    let password = faults.optional("password", &form.password, Password::parse);
    if !faults.is_empty() {
        return None;
    }
    let (name, username, email, role) = (name?, username?, email?, role?);
    Some(SignUp { name, username, email, password, role, phone, language: None, time_zone: None })
}

fn form_page(
    status: StatusCode,
    state: &AppState,
    actor: &Actor,
    shell: Shell,
    form: &NewPersonForm,
    faults: Faults,
) -> Page {
    let rules = &state.use_cases.rules().workflow;
    let may_make = |role: &Role| may_with_person(actor, PersonAction::Create, None, *role, rules).is_ok();
    let roles = Role::ALL.iter().copied().filter(may_make).collect();
    let min = password_minimum(rules);
    page(status, &NewPersonPage { shell, form, roles, min, faults })
}
