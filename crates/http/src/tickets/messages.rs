use actix_web::{HttpResponse, get, web};
use deskhand_domain::MessageId;
use deskhand_domain::ports::MessageView;

use super::page_query::{OLDEST_FIRST, PageQuery};
use crate::Desk;
use crate::answer::{ListJson, MessageJson};
use crate::problem::Problem;
use crate::request::{Caller, Listing, Position, Query, TicketKey};

/// Lists a ticket's conversation, oldest first; the first message is the description.
#[utoipa::path(
    tag = "tickets",
    params(("ticket" = String, Path, description = "Id or number."), PageQuery),
    responses((status = 200, description = "A page of messages.", body = ListJson<MessageJson>))
)]
#[get("/tickets/{ticket}/messages")]
pub(crate) async fn list_messages(
    desk: web::Data<Desk>,
    caller: Caller,
    TicketKey(key): TicketKey,
    listing: Listing,
    Query(page): Query<PageQuery>,
) -> Result<HttpResponse, Problem> {
    let after = listing.after(OLDEST_FIRST)?.map(|row| MessageId::new(row.id));
    let page = desk.use_cases.tickets().messages(&caller.actor, key, after, page.limit, page.count).await?;
    let position = |last: &MessageView| Position { value: 0, id: last.message.id.as_uuid() };
    Ok(listing.answer(&desk, OLDEST_FIRST, page, position, MessageJson::from))
}
