use actix_web::{HttpResponse, get, web};
use deskhand_domain::MailId;
use deskhand_domain::ports::MailPosition;
use deskhand_http_core::AppState;
use deskhand_http_core::problem::Problem;

use super::OLDEST_FIRST;
use crate::dto::{ListJson, MailJson};
use crate::endpoints::outbox::position_of_mail;
use crate::extract::{Caller, Listing, PageQuery, Query, TicketPath};

/// Lists the mails about a ticket, oldest first: the recipient, the reason, and whether it was delivered.
#[utoipa::path(
    tag = "tickets",
    params(("ticket" = String, Path, description = "Id or number."), PageQuery),
    responses((status = 200, description = "A page of mails.", body = ListJson<MailJson>))
)]
#[get("/api/v1/tickets/{ticket}/notifications")]
pub(crate) async fn list_receipts(
    state: web::Data<AppState>,
    caller: Caller,
    TicketPath(key): TicketPath,
    listing: Listing,
    Query(page): Query<PageQuery>,
) -> Result<HttpResponse, Problem> {
    let after = listing.after(OLDEST_FIRST)?;
    let after = after.map(|row| MailPosition { created_at: row.value, id: MailId::new(row.id) });
    let page = state.use_cases.mail().about_ticket(&caller.actor, key, after, page.limit, page.count).await?;
    Ok(listing.answer(&state, OLDEST_FIRST, page, position_of_mail, MailJson::from))
}
