use actix_web::http::StatusCode;
use actix_web::web;
use askama::Template;
use deskhand_domain::people::{Actor, EmailAddress, Password, PersonName, PhoneNumber, Role, Username};
use deskhand_domain::permissions::{PersonAction, may_with_person};
use deskhand_domain::ports::PersonView;
use deskhand_domain::use_cases::{CreatePerson, SignUp};
use deskhand_http_core::AppState;
use serde::Deserialize;
use tracing_actix_web::RequestId;

use crate::door::{Faults, Form, Once, Page, Shell, Visitor, page, see_other};
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
    /// Tells the page of this form from others.
    #[serde(default)]
    once: String,
}

/// The form.
pub(crate) async fn show_new_person(
    state: web::Data<AppState>,
    Visitor { caller, shell }: Visitor,
    asked: RequestId,
) -> Page {
    let form = NewPersonForm { once: asked.to_string(), ..NewPersonForm::default() };
    form_page(StatusCode::OK, &state, &caller.actor, shell, &form, Faults::default())
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
    let once = Once::new(&state.use_cases, caller.actor.id, &form.once, &form.says())?;
    let path = |view: &PersonView| Some(person_path(&view.person.username, view.person.id));
    // It may hash a password, which has threads of its own.
    let use_cases = state.use_cases.from_origin(caller.origin.clone());
    let made = use_cases.users().create_with(&caller.actor, command, &once.execution(&path)).await;
    match made.and_then(|made| Once::done(made, path)) {
        Ok((path, _)) => Ok(see_other(&path, None)),
        Err(error) => {
            faults.take(error)?;
            form_page(StatusCode::UNPROCESSABLE_ENTITY, &state, &caller.actor, shell, &form, faults)
        }
    }
}

impl NewPersonForm {
    fn says(&self) -> [&str; 7] {
        ["person", &self.name, &self.username, &self.email, &self.role, &self.phone, &self.password]
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
