use actix_web::web;
use deskhand_domain::people::{Person, Role};
use deskhand_domain::permissions::{PersonAction, may_with_person};
use deskhand_domain::ports::PersonKey;
use deskhand_domain::use_cases::{BasedOn, Error};
use deskhand_http_core::AppState;
use deskhand_http_core::problem::Problem;

use super::key_of;
use crate::door::{Confirm, ConfirmForm, Faults, Form, Page, Visitor, refusal_words, see_other};
use crate::parts::person_path;

/// Names what goes with a person.
pub(crate) async fn show_remove_person(state: web::Data<AppState>, visitor: Visitor, user: web::Path<String>) -> Page {
    confirm(&state, &visitor, key_of(&user)?, PersonAction::Remove).await?.show()
}

/// Removes a person and anonymises what stays.
pub(crate) async fn remove_person(
    state: web::Data<AppState>,
    visitor: Visitor,
    user: web::Path<String>,
    Form(form): Form<ConfirmForm>,
) -> Page {
    let key = key_of(&user)?;
    let mut page = confirm(&state, &visitor, key.clone(), PersonAction::Remove).await?;
    if !page.accepts(&form) {
        return page.again();
    }
    let actor = visitor.caller.actor;
    let removed = state
        .change(visitor.caller.origin.clone(), async move |use_cases| {
            use_cases.users().remove(&actor, key, BasedOn::OneOf(vec![form.version])).await
        })
        .await;
    after(page, removed, "/people")
}

/// Says what becomes of the account without its second factor.
pub(crate) async fn show_remove_second_factor(
    state: web::Data<AppState>,
    visitor: Visitor,
    user: web::Path<String>,
) -> Page {
    confirm(&state, &visitor, key_of(&user)?, PersonAction::RemoveSecondFactor).await?.show()
}

/// Removes the second factor of a person who lost it.
pub(crate) async fn remove_second_factor(
    state: web::Data<AppState>,
    visitor: Visitor,
    user: web::Path<String>,
    Form(form): Form<ConfirmForm>,
) -> Page {
    let key = key_of(&user)?;
    let mut page = confirm(&state, &visitor, key.clone(), PersonAction::RemoveSecondFactor).await?;
    if !page.accepts(&form) {
        return page.again();
    }
    let actor = visitor.caller.actor;
    let removed = state
        .change(visitor.caller.origin.clone(), async move |use_cases| {
            use_cases.users().remove_second_factor(&actor, key).await
        })
        .await;
    let back = page.back.clone();
    after(page, removed, &back)
}

fn after(page: Confirm, done: Result<(), Error>, next: &str) -> Page {
    match done {
        Ok(()) => Ok(see_other(next, None)),
        Err(error) => match refusal_words(&error, &page.shell) {
            Some(words) => page.refused(words),
            None => Err(error.into()),
        },
    }
}

/// The page before the deed, for those who may do it.
async fn confirm(
    state: &AppState,
    Visitor { caller, shell }: &Visitor,
    key: PersonKey,
    action: PersonAction,
) -> Result<Confirm, Problem> {
    let person = state.use_cases.users().show(&caller.actor, key).await?.person;
    let rules = &state.use_cases.rules().workflow;
    may_with_person(&caller.actor, action, Some(person.id), person.role, rules).map_err(Error::from)?;
    let path = person_path(&person.username, person.id);
    let (title, texts, step) = texts(&person, action);
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
fn texts(person: &Person, action: PersonAction) -> (&'static str, &'static [&'static str], &'static str) {
    if action == PersonAction::RemoveSecondFactor {
        return ("second-factor-remove-title", &["second-factor-remove-words"], "second-factor");
    }
    let words: &[&str] = match person.role {
        Role::Engineer => &["person-remove-words", "person-remove-tickets"],
        Role::Customer | Role::Admin | Role::Superadmin => &["person-remove-words"],
    };
    ("person-remove-title", words, "remove")
}
