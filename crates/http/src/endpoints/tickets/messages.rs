use actix_web::{HttpResponse, get, web};
use deskhand_domain::MessageId;
use deskhand_domain::use_cases::MessageDetail;
use deskhand_http_core::AppState;
use deskhand_http_core::problem::Problem;

use super::OLDEST_FIRST;
use crate::dto::{ListJson, MessageJson};
use crate::extract::{Caller, Listing, PageQuery, Position, Query, TicketPath};

/// Lists a ticket's conversation, oldest first; the first message is the description.
#[utoipa::path(
    tag = "tickets",
    params(("ticket" = String, Path, description = "Id or number."), PageQuery),
    responses((status = 200, description = "A page of messages.", body = ListJson<MessageJson>))
)]
#[get("/api/v1/tickets/{ticket}/messages")]
pub(crate) async fn list_messages(
    state: web::Data<AppState>,
    caller: Caller,
    TicketPath(key): TicketPath,
    listing: Listing,
    Query(page): Query<PageQuery>,
) -> Result<HttpResponse, Problem> {
    let after = listing.after(OLDEST_FIRST)?.map(|row| MessageId::new(row.id));
    let page = state.use_cases.tickets().messages(&caller.actor, key, after, page.limit, page.count).await?;
    let position = |last: &MessageDetail| Position { value: 0, id: last.view.message.id.as_uuid() };
    Ok(listing.answer(&state, OLDEST_FIRST, page, position, MessageJson::from))
}
