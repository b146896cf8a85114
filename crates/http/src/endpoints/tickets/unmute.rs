use actix_web::{HttpResponse, delete, web};
use deskhand_http_core::AppState;
use deskhand_http_core::problem::Problem;

use crate::extract::{Caller, TicketPath};

/// Sends the caller mails about this ticket again. Saying it twice changes nothing.
#[utoipa::path(
    tag = "tickets",
    params(("ticket" = String, Path, description = "Id or number.")),
    responses((status = 204, description = "The caller gets mails about it."))
)]
#[delete("/api/v1/tickets/{ticket}/mute")]
pub(crate) async fn unmute_ticket(
    state: web::Data<AppState>,
    caller: Caller,
    TicketPath(key): TicketPath,
) -> Result<HttpResponse, Problem> {
    state
        .change(caller.origin.clone(), async move |use_cases| use_cases.tickets().mute(&caller.actor, key, false).await)
        .await?;
    Ok(HttpResponse::NoContent().finish())
}
