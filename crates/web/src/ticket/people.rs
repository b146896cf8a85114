use deskhand_domain::people::{AccountStatus, Actor, Role};
use deskhand_domain::ports::{PageLimit, PeopleFilter};
use deskhand_domain::use_cases::{Error, ListPeople};
use deskhand_http_core::AppState;

/// The engineers to whom a ticket can be given, by username and name.
pub(crate) async fn engineers(state: &AppState, actor: &Actor) -> Result<Vec<(String, String)>, Error> {
    let filter = PeopleFilter { role: vec![Role::Engineer], status: vec![AccountStatus::Approved], q: None };
    let command = ListPeople { filter, limit: PageLimit::LARGEST, ..ListPeople::default() };
    let found = state.use_cases.users().list(actor, command).await?;
    let named = found.rows.into_iter().map(|view| (view.person.username.to_string(), view.person.name.to_string()));
    Ok(named.collect())
}
