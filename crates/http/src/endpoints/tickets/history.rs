use actix_web::{HttpResponse, get, web};
use deskhand_domain::EventId;
use deskhand_domain::ports::HistoryView;
use deskhand_http_core::AppState;
use deskhand_http_core::problem::Problem;

use super::OLDEST_FIRST;
use crate::dto::{EventJson, ListJson};
use crate::extract::{Caller, Listing, PageQuery, Position, Query, TicketPath};

/// Lists what happened to a ticket, oldest first, as far as the caller may know.
#[utoipa::path(
    tag = "tickets",
    params(("ticket" = String, Path, description = "Id or number."), PageQuery),
    responses((status = 200, description = "A page of events.", body = ListJson<EventJson>))
)]
#[get("/api/v1/tickets/{ticket}/history")]
pub(crate) async fn list_history(
    state: web::Data<AppState>,
    caller: Caller,
    TicketPath(key): TicketPath,
    listing: Listing,
    Query(page): Query<PageQuery>,
) -> Result<HttpResponse, Problem> {
    let after = listing.after(OLDEST_FIRST)?.map(|row| EventId::new(row.id));
    let page = state.use_cases.tickets().history(&caller.actor, key, after, page.limit, page.count).await?;
    let position = |last: &HistoryView| Position { value: 0, id: last.event.id.as_uuid() };
    Ok(listing.answer(&state, OLDEST_FIRST, page, position, EventJson::from))
}
