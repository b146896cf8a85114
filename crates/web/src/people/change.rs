use actix_web::http::StatusCode;
use actix_web::web;
use deskhand_domain::people::Capacity;
use deskhand_domain::use_cases::{BasedOn, UpdatePerson};
use deskhand_http_core::AppState;
use deskhand_http_core::problem::Problem;
use serde::Deserialize;

use super::key_of;
use super::show::{Undone, person_page};
use crate::door::{Faults, Form, Next, Page, Visitor, bad_form, refused, see_other};
use crate::parts::person_path;

/// What shall change, one field for each form of the page, and the version that the page showed.
#[derive(Default, Deserialize)]
pub(crate) struct ChangeForm {
    version: u64,
    role: Option<String>,
    status: Option<String>,
    availability: Option<String>,
    /// Empty for no limit.
    capacity: Option<String>,
    /// That letters to the address arrive again.
    reachable: Option<bool>,
    /// The page to go on with; the account's own unless it is said.
    #[serde(default)]
    next: String,
}

/// Changes an account.
pub(crate) async fn change_person(
    state: web::Data<AppState>,
    visitor: Visitor,
    user: web::Path<String>,
    Form(form): Form<ChangeForm>,
) -> Page {
    let key = key_of(&user)?;
    let mut faults = Faults::default();
    let change = change_of(&form, &mut faults)?;
    if !faults.is_empty() {
        let undone = Undone { capacity: form.capacity, faults, notice: None };
        return person_page(&state, visitor, key, StatusCode::UNPROCESSABLE_ENTITY, undone).await;
    }
    let (actor, subject) = (visitor.caller.actor, key.clone());
    let changed = state
        .change(visitor.caller.origin.clone(), async move |use_cases| {
            use_cases.users().update(&actor, subject, change).await
        })
        .await;
    match changed {
        Ok(view) => {
            let own = person_path(&view.person.username, view.person.id);
            Ok(see_other(Next::parse(&form.next).as_ref().map_or(own.as_str(), Next::as_str), None))
        }
        Err(error) => {
            let words = refused(error, &visitor.shell)?;
            let undone = Undone { notice: Some(words), ..Undone::default() };
            person_page(&state, visitor, key, StatusCode::CONFLICT, undone).await
        }
    }
}

fn change_of(form: &ChangeForm, faults: &mut Faults) -> Result<UpdatePerson, Problem> {
    Ok(UpdatePerson {
        role: word(form.role.as_deref())?,
        status: word(form.status.as_deref())?,
        availability: word(form.availability.as_deref())?,
        capacity: form.capacity.as_deref().and_then(|typed| match typed.trim() {
            "" => Some(None),
            typed => faults.accept("capacity", Capacity::parse(typed.parse().unwrap_or(-1))).map(Some),
        }),
        is_reachable: form.reachable == Some(true),
        based_on: BasedOn::OneOf(vec![form.version]),
        ..UpdatePerson::default()
    })
}

/// A word of the domain that a form of ours offers.
fn word<W: std::str::FromStr>(word: Option<&str>) -> Result<Option<W>, Problem> {
    word.map(|word| word.parse().map_err(|_| bad_form())).transpose()
}
