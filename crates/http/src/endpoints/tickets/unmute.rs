use actix_web::{HttpResponse, delete, web};

use crate::AppState;
use crate::extract::{Caller, TicketKey};
use crate::problem::Problem;

/// Sends the caller mails about this ticket again. Saying it twice changes nothing.
#[utoipa::path(
    tag = "tickets",
    params(("ticket" = String, Path, description = "Id or number.")),
    responses((status = 204, description = "The caller gets mails about it."))
)]
#[delete("/tickets/{ticket}/mute")]
pub(crate) async fn unmute_ticket(
    state: web::Data<AppState>,
    caller: Caller,
    TicketKey(key): TicketKey,
) -> Result<HttpResponse, Problem> {
    state.change(async move |use_cases| use_cases.tickets().mute(&caller.actor, key, false).await).await?;
    Ok(HttpResponse::NoContent().finish())
}
