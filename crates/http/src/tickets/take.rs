use actix_web::{HttpResponse, post, web};

use crate::Desk;
use crate::answer::TicketJson;
use crate::problem::Problem;
use crate::request::{Caller, TicketKey};

/// The engineer says "I am on it", and has the ticket from then on. Saying it twice changes nothing.
#[utoipa::path(
    tag = "tickets",
    params(("ticket" = String, Path, description = "Id or number.")),
    responses(
        (status = 200, description = "The ticket.", body = TicketJson),
        (status = 409, description = "`not-active`: there is nothing to do on it."),
    )
)]
#[post("/tickets/{ticket}/take")]
pub(crate) async fn take_ticket(
    desk: web::Data<Desk>,
    caller: Caller,
    TicketKey(key): TicketKey,
) -> Result<HttpResponse, Problem> {
    let detail = desk.change(async move |use_cases| use_cases.tickets().take(&caller.actor, key).await).await?;
    Ok(TicketJson::answer(HttpResponse::Ok(), &detail))
}
