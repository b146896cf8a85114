use actix_web::{HttpResponse, get, web};

use crate::Desk;
use crate::answer::TicketJson;
use crate::problem::Problem;
use crate::request::{Caller, TicketKey};

/// Shows one ticket, with what the caller may do with it now.
#[utoipa::path(
    tag = "tickets",
    params(("ticket" = String, Path, description = "Id or number.")),
    responses((status = 200, description = "The ticket.", body = TicketJson))
)]
#[get("/tickets/{ticket}")]
pub(crate) async fn show_ticket(
    desk: web::Data<Desk>,
    caller: Caller,
    TicketKey(key): TicketKey,
) -> Result<HttpResponse, Problem> {
    let detail = desk.use_cases.tickets().show(&caller.actor, key).await?;
    Ok(TicketJson::answer(HttpResponse::Ok(), &detail))
}
