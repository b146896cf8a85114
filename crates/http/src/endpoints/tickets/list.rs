use actix_web::{HttpResponse, get, web};
use deskhand_domain::TicketId;
use deskhand_domain::permissions::tickets_visible_to;
use deskhand_domain::ports::{Page, TicketPosition, TicketSort, TicketView};
use deskhand_domain::use_cases::Error;
use deskhand_http_core::AppState;
use deskhand_http_core::problem::Problem;

use super::TicketsQuery;
use crate::dto::{ListJson, SomeFields, TicketJson, WantedFields};
use crate::extract::{Caller, Listing, Position, Query};

/// Lists the tickets that the caller may see.
#[utoipa::path(
    tag = "tickets",
    params(TicketsQuery),
    responses((status = 200, description = "A page of tickets.", body = ListJson<TicketJson>))
)]
#[get("/api/v1/tickets")]
pub(crate) async fn list_tickets(
    state: web::Data<AppState>,
    caller: Caller,
    listing: Listing,
    query: Query<TicketsQuery>,
) -> Result<HttpResponse, Problem> {
    let (mut command, wanted) = query.0;
    let sort = command.order();
    command.after = position_after(&listing, sort)?;
    let page = state.use_cases.tickets().list(&caller.actor, command).await?;
    answer_tickets(&state, &caller, (&listing, sort, &wanted), page)
}

pub(crate) fn position_after(listing: &Listing, sort: TicketSort) -> Result<Option<TicketPosition>, Problem> {
    let after = listing.after(sort.as_str())?;
    Ok(after.map(|row| TicketPosition { value: row.value, id: TicketId::new(row.id) }))
}

pub(crate) fn answer_tickets(
    state: &AppState,
    caller: &Caller,
    (listing, sort, wanted): (&Listing, TicketSort, &WantedFields),
    page: Page<TicketView>,
) -> Result<HttpResponse, Problem> {
    let rules = &state.use_cases.rules().workflow;
    let sees = tickets_visible_to(&caller.actor, rules).map_err(Error::from)?;
    let position = |last: &TicketView| {
        let row = TicketPosition::of(&last.ticket, sort, sees);
        Position { value: row.value, id: row.id.as_uuid() }
    };
    Ok(listing.answer(state, sort.as_str(), page, position, |view| {
        let seen = view.ticket.seen_by(&caller.actor, rules);
        SomeFields::of(TicketJson::in_list(&view, &seen), wanted)
    }))
}
