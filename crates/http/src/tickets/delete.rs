use actix_web::{HttpResponse, delete, web};

use crate::Desk;
use crate::problem::Problem;
use crate::request::{Caller, IfMatch, TicketKey};

/// Removes a ticket with its conversation. Its number is not used again.
#[utoipa::path(
    tag = "tickets",
    params(("ticket" = String, Path, description = "Id or number.")),
    responses((status = 204, description = "The ticket is gone."))
)]
#[delete("/tickets/{ticket}")]
pub(crate) async fn delete_ticket(
    desk: web::Data<Desk>,
    caller: Caller,
    TicketKey(key): TicketKey,
    if_match: IfMatch,
) -> Result<HttpResponse, Problem> {
    let version = if_match.version();
    let deleted =
        desk.change(async move |use_cases| use_cases.tickets().delete(&caller.actor, key, version).await).await;
    deleted.map_err(|error| if_match.problem(error))?;
    Ok(HttpResponse::NoContent().finish())
}
