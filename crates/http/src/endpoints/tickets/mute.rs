use actix_web::{HttpResponse, put, web};
use deskhand_http_core::AppState;
use deskhand_http_core::problem::Problem;

use crate::extract::{Caller, TicketPath};

/// Sends the caller no more mails about this ticket. Saying it twice changes nothing.
#[utoipa::path(
    tag = "tickets",
    params(("ticket" = String, Path, description = "Id or number.")),
    responses((status = 204, description = "The caller gets no mails about it."))
)]
#[put("/api/v1/tickets/{ticket}/mute")]
pub(crate) async fn mute_ticket(
    state: web::Data<AppState>,
    caller: Caller,
    TicketPath(key): TicketPath,
) -> Result<HttpResponse, Problem> {
    state
        .change(caller.origin.clone(), async move |use_cases| use_cases.tickets().mute(&caller.actor, key, true).await)
        .await?;
    Ok(HttpResponse::NoContent().finish())
}
