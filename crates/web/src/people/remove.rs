use actix_web::web;
use deskhand_domain::people::{Person, Role};
use deskhand_domain::permissions::{PersonAction, may_with_person};
use deskhand_domain::ports::PersonKey;
use deskhand_domain::use_cases::{BasedOn, Error};
use deskhand_http_core::AppState;
use deskhand_http_core::problem::Problem;

use super::key_of;
use crate::door::{Confirm, ConfirmForm, Faults, Form, Page, Visitor};
use crate::parts::person_path;

/// What can be removed.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Removal {
    Person,
    SecondFactor,
}

/// Names what goes with a person.
pub(crate) async fn show_remove_person(state: web::Data<AppState>, visitor: Visitor, user: web::Path<String>) -> Page {
    confirm(&state, &visitor, key_of(&user)?, Removal::Person).await?.show()
}

/// Removes a person and anonymises what stays.
pub(crate) async fn remove_person(
    state: web::Data<AppState>,
    visitor: Visitor,
    user: web::Path<String>,
    Form(form): Form<ConfirmForm>,
) -> Page {
    carry_out(&state, visitor, key_of(&user)?, Removal::Person, form).await
}

/// Says what becomes of the account without its second factor.
pub(crate) async fn show_remove_second_factor(
    state: web::Data<AppState>,
    visitor: Visitor,
    user: web::Path<String>,
) -> Page {
    confirm(&state, &visitor, key_of(&user)?, Removal::SecondFactor).await?.show()
}

/// Removes the second factor of a person who lost it.
pub(crate) async fn remove_second_factor(
    state: web::Data<AppState>,
    visitor: Visitor,
    user: web::Path<String>,
    Form(form): Form<ConfirmForm>,
) -> Page {
    carry_out(&state, visitor, key_of(&user)?, Removal::SecondFactor, form).await
}

/// Does it where the username was typed, and goes on.
async fn carry_out(state: &AppState, visitor: Visitor, key: PersonKey, removal: Removal, form: ConfirmForm) -> Page {
    let mut page = confirm(state, &visitor, key.clone(), removal).await?;
    if !page.accepts(&form) {
        return page.again();
    }
    let actor = visitor.caller.actor;
    let done = state
        .change(visitor.caller.origin.clone(), async move |use_cases| {
            let users = use_cases.users();
            match removal {
                Removal::SecondFactor => users.remove_second_factor(&actor, key).await,
                Removal::Person => users.remove(&actor, key, BasedOn::OneOf(vec![form.version])).await,
            }
        })
        .await;
    let next = match removal {
        Removal::Person => "/people".to_owned(),
        Removal::SecondFactor => page.back.clone(),
    };
    page.answer(done, &next)
}

/// The page before the deed, for those who may do it.
async fn confirm(
    state: &AppState,
    Visitor { caller, shell }: &Visitor,
    key: PersonKey,
    removal: Removal,
) -> Result<Confirm, Problem> {
    let person = state.use_cases.users().show(&caller.actor, key).await?.person;
    let rules = &state.use_cases.rules().workflow;
    may_with_person(&caller.actor, removal.action(), Some(person.id), person.role, rules).map_err(Error::from)?;
    let path = person_path(&person.username, person.id);
    let (title, texts, step) = texts(&person, removal);
    Ok(Confirm {
        title: shell.say1(title, "name", &person.name),
        words: texts.iter().map(|id| shell.say(id)).collect(),
        wanted: person.username.to_string(),
        action: format!("{path}/{step}"),
        back: path,
        version: person.version,
        faults: Faults::default(),
        notice: None,
        shell: shell.clone(),
    })
}

/// The title, the paragraphs, and the last part of the path.
fn texts(person: &Person, removal: Removal) -> (&'static str, &'static [&'static str], &'static str) {
    if removal == Removal::SecondFactor {
        return ("second-factor-remove-title", &["second-factor-remove-words"], "second-factor");
    }
    let words: &[&str] = match person.role {
        Role::Engineer => &["person-remove-words", "person-remove-tickets"],
        Role::Customer | Role::Admin | Role::Superadmin => &["person-remove-words"],
    };
    ("person-remove-title", words, "remove")
}

impl Removal {
    const fn action(self) -> PersonAction {
        match self {
            Self::Person => PersonAction::Remove,
            Self::SecondFactor => PersonAction::RemoveSecondFactor,
        }
    }
}
