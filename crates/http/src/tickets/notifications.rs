use actix_web::{HttpResponse, get, web};
use deskhand_domain::MailId;
use deskhand_domain::ports::MailPosition;

use super::page_query::{OLDEST_FIRST, PageQuery};
use crate::Desk;
use crate::answer::{ListJson, MailJson, position_of_mail};
use crate::problem::Problem;
use crate::request::{Caller, Listing, Query, TicketKey};

/// Lists the mails about a ticket, oldest first: who was told, why, and whether it reached them.
#[utoipa::path(
    tag = "tickets",
    params(("ticket" = String, Path, description = "Id or number."), PageQuery),
    responses((status = 200, description = "A page of mails.", body = ListJson<MailJson>))
)]
#[get("/tickets/{ticket}/notifications")]
pub(crate) async fn list_receipts(
    desk: web::Data<Desk>,
    caller: Caller,
    TicketKey(key): TicketKey,
    listing: Listing,
    Query(page): Query<PageQuery>,
) -> Result<HttpResponse, Problem> {
    let after = listing.after(OLDEST_FIRST)?;
    let after = after.map(|row| MailPosition { created_at: row.value, id: MailId::new(row.id) });
    let page = desk.use_cases.mail().about_ticket(&caller.actor, key, after, page.limit, page.count).await?;
    Ok(listing.answer(&desk, OLDEST_FIRST, page, position_of_mail, MailJson::from))
}
