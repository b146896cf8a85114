use actix_web::{HttpResponse, put, web};

use crate::Desk;
use crate::problem::Problem;
use crate::request::{Caller, TicketKey};

/// Sends the caller no more mails about this ticket. Saying it twice changes nothing.
#[utoipa::path(
    tag = "tickets",
    params(("ticket" = String, Path, description = "Id or number.")),
    responses((status = 204, description = "The caller gets no mails about it."))
)]
#[put("/tickets/{ticket}/mute")]
pub(crate) async fn mute_ticket(
    desk: web::Data<Desk>,
    caller: Caller,
    TicketKey(key): TicketKey,
) -> Result<HttpResponse, Problem> {
    desk.change(async move |use_cases| use_cases.tickets().mute(&caller.actor, key, true).await).await?;
    Ok(HttpResponse::NoContent().finish())
}
