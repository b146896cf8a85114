use actix_web::{HttpResponse, delete, web};
use deskhand_http_core::AppState;
use deskhand_http_core::problem::Problem;

use crate::extract::{Caller, IfMatch, TicketPath};

/// Removes a ticket with its conversation. Its number is not used again.
#[utoipa::path(
    tag = "tickets",
    params(("ticket" = String, Path, description = "Id or number.")),
    responses((status = 204, description = "The ticket is gone."))
)]
#[delete("/api/v1/tickets/{ticket}")]
pub(crate) async fn delete_ticket(
    state: web::Data<AppState>,
    caller: Caller,
    TicketPath(key): TicketPath,
    if_match: IfMatch,
) -> Result<HttpResponse, Problem> {
    let based_on = if_match.versions();
    let deleted = state
        .change(caller.origin.clone(), async move |use_cases| {
            use_cases.tickets().delete(&caller.actor, key, based_on).await
        })
        .await;
    deleted.map_err(|error| if_match.problem(error))?;
    Ok(HttpResponse::NoContent().finish())
}
