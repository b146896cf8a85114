use actix_web::{HttpResponse, get, web};
use deskhand_domain::EventId;
use deskhand_domain::ports::HistoryView;

use super::page_query::{OLDEST_FIRST, PageQuery};
use crate::Desk;
use crate::answer::{EventJson, ListJson};
use crate::problem::Problem;
use crate::request::{Caller, Listing, Position, Query, TicketKey};

/// Lists what happened to a ticket, oldest first, as far as the caller may know.
#[utoipa::path(
    tag = "tickets",
    params(("ticket" = String, Path, description = "Id or number."), PageQuery),
    responses((status = 200, description = "A page of events.", body = ListJson<EventJson>))
)]
#[get("/tickets/{ticket}/history")]
pub(crate) async fn list_history(
    desk: web::Data<Desk>,
    caller: Caller,
    TicketKey(key): TicketKey,
    listing: Listing,
    Query(page): Query<PageQuery>,
) -> Result<HttpResponse, Problem> {
    let after = listing.after(OLDEST_FIRST)?.map(|row| EventId::new(row.id));
    let page = desk.use_cases.tickets().history(&caller.actor, key, after, page.limit, page.count).await?;
    let position = |last: &HistoryView| Position { value: 0, id: last.event.id.as_uuid() };
    Ok(listing.answer(&desk, OLDEST_FIRST, page, position, EventJson::from))
}
