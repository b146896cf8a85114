use actix_web::http::StatusCode;
use actix_web::web;
use askama::Template;
use deskhand_domain::people::{AccountStatus, Actor, Availability, Role};
use deskhand_domain::permissions::{PersonAction, may_with_person};
use deskhand_domain::policy::Workflow;
use deskhand_domain::ports::{PersonKey, PersonView};
use deskhand_domain::ticket::Refusal;
use deskhand_http_core::AppState;

use super::key_of;
use crate::door::{Faults, Page, Shell, Visitor, page, reason};
use crate::parts::person_path;

/// What was typed and not done, and why.
#[derive(Default)]
pub(super) struct Undone {
    pub(super) capacity: Option<String>,
    pub(super) faults: Faults,
    pub(super) notice: Option<String>,
}

#[derive(Template)]
#[template(path = "people/person.html")]
struct PersonPage {
    shell: Shell,
    view: PersonView,
    path: String,
    /// Whether the visitor sees what only the person and admins see.
    sees_all: bool,
    may: Permissions,
    capacity: String,
    undone: Undone,
}

/// What the visitor may do with the account.
struct Permissions {
    /// The state that they may give, or why they may give none.
    status: Result<(), String>,
    /// The roles that they may give; empty where they may give no other.
    roles: Vec<Role>,
    availability: bool,
    capacity: bool,
    profile: bool,
    second_factor: bool,
    remove: bool,
}

/// One account.
pub(crate) async fn show_person(state: web::Data<AppState>, visitor: Visitor, user: web::Path<String>) -> Page {
    person_page(&state, visitor, key_of(&user)?, StatusCode::OK, Undone::default()).await
}

/// The page of an account, with what was not done.
pub(super) async fn person_page(
    state: &AppState,
    Visitor { caller, shell }: Visitor,
    key: PersonKey,
    status: StatusCode,
    undone: Undone,
) -> Page {
    let actor = &caller.actor;
    let view = state.use_cases.users().show(actor, key).await?;
    let person = &view.person;
    let capacity = person.capacity.map(|capacity| capacity.get().to_string()).unwrap_or_default();
    page(
        status,
        &PersonPage {
            path: person_path(&person.username, person.id),
            sees_all: actor.role.is_admin() || actor.is(person.id),
            may: Permissions::of(actor, &view, &state.use_cases.rules().workflow, &shell),
            capacity: undone.capacity.clone().unwrap_or(capacity),
            undone,
            shell,
            view,
        },
    )
}

impl Permissions {
    fn of(actor: &Actor, view: &PersonView, rules: &Workflow, shell: &Shell) -> Self {
        let person = &view.person;
        let may = |action| may_with_person(actor, action, Some(person.id), person.role, rules);
        let works = person.role == Role::Engineer;
        let may_give = |role: &Role| *role == person.role || may(PersonAction::ChangeRole(*role)).is_ok();
        let roles: Vec<_> = Role::ALL.iter().copied().filter(may_give).collect();
        Self {
            status: may(PersonAction::ChangeStatus).map_err(|denied| reason(&Refusal::from(denied), shell)),
            roles: if roles.len() > 1 { roles } else { Vec::new() },
            availability: works && may(PersonAction::ChangeAvailability).is_ok(),
            capacity: works && may(PersonAction::ChangeCapacity).is_ok(),
            profile: may(PersonAction::EditProfile).is_ok(),
            second_factor: may(PersonAction::RemoveSecondFactor).is_ok(),
            remove: may(PersonAction::Remove).is_ok(),
        }
    }
}

const STATUSES: &[AccountStatus] = AccountStatus::ALL;
const AVAILABILITIES: &[Availability] = Availability::ALL;
