use deskhand_domain::people::Actor;
use deskhand_domain::use_cases::{Error, ListTickets};
use deskhand_http_core::AppState;

/// How many tickets a list has, as the page says it. A number beyond 99 says nothing more.
pub(super) async fn count_of(state: &AppState, actor: &Actor, list: ListTickets) -> Result<String, Error> {
    let count = state.use_cases.tickets().count_up_to(actor, list, 100).await?;
    Ok(if count > 99 { "99+".to_owned() } else { count.to_string() })
}
