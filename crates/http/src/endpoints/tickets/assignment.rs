use actix_web::{HttpResponse, get, web};
use deskhand_http_core::AppState;
use deskhand_http_core::problem::Problem;

use crate::dto::AssignmentJson;
use crate::extract::{Caller, TicketPath};

/// Explains who has the ticket and why: candidates with their loads, and who was excluded for what reason.
#[utoipa::path(
    tag = "tickets",
    params(("ticket" = String, Path, description = "Id or number.")),
    responses((status = 200, description = "The last decision.", body = AssignmentJson))
)]
#[get("/api/v1/tickets/{ticket}/assignment")]
pub(crate) async fn explain_assignment(
    state: web::Data<AppState>,
    caller: Caller,
    TicketPath(key): TicketPath,
) -> Result<HttpResponse, Problem> {
    let view = state.use_cases.tickets().explain_assignment(&caller.actor, key).await?;
    Ok(HttpResponse::Ok().json(AssignmentJson::from(&view)))
}
