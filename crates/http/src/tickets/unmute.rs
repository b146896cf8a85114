use actix_web::{HttpResponse, delete, web};

use crate::Desk;
use crate::problem::Problem;
use crate::request::{Caller, TicketKey};

/// Sends the caller mails about this ticket again. Saying it twice changes nothing.
#[utoipa::path(
    tag = "tickets",
    params(("ticket" = String, Path, description = "Id or number.")),
    responses((status = 204, description = "The caller gets mails about it."))
)]
#[delete("/tickets/{ticket}/mute")]
pub(crate) async fn unmute_ticket(
    desk: web::Data<Desk>,
    caller: Caller,
    TicketKey(key): TicketKey,
) -> Result<HttpResponse, Problem> {
    desk.change(async move |use_cases| use_cases.tickets().mute(&caller.actor, key, false).await).await?;
    Ok(HttpResponse::NoContent().finish())
}
