use actix_web::{HttpResponse, get, web};
use deskhand_http_core::AppState;
use deskhand_http_core::problem::Problem;

use crate::dto::TicketJson;
use crate::extract::{Caller, TicketPath};

/// Shows one ticket, with what the caller may do with it now.
#[utoipa::path(
    tag = "tickets",
    params(("ticket" = String, Path, description = "Id or number.")),
    responses((status = 200, description = "The ticket.", body = TicketJson))
)]
#[get("/api/v1/tickets/{ticket}")]
pub(crate) async fn show_ticket(
    state: web::Data<AppState>,
    caller: Caller,
    TicketPath(key): TicketPath,
) -> Result<HttpResponse, Problem> {
    let detail = state.use_cases.tickets().show(&caller.actor, key).await?;
    Ok(TicketJson::answer(HttpResponse::Ok(), &detail))
}
