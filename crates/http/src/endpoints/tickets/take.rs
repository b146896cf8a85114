use actix_web::{HttpResponse, post, web};
use deskhand_http_core::AppState;
use deskhand_http_core::problem::Problem;

use crate::dto::TicketJson;
use crate::extract::{Caller, TicketPath};

/// An engineer or admin says "I am on it", and has the ticket from then on. It must be unassigned or theirs; with policy
/// `engineers_act = all` it may be of another assignee. Saying it twice changes nothing.
#[utoipa::path(
    tag = "tickets",
    params(("ticket" = String, Path, description = "Id or number.")),
    responses(
        (status = 200, description = "The ticket.", body = TicketJson),
        (status = 409, description = "`not-active`: there is nothing to do on it."),
    )
)]
#[post("/api/v1/tickets/{ticket}/take")]
pub(crate) async fn take_ticket(
    state: web::Data<AppState>,
    caller: Caller,
    TicketPath(key): TicketPath,
) -> Result<HttpResponse, Problem> {
    let detail = state
        .change(caller.origin.clone(), async move |use_cases| use_cases.tickets().take(&caller.actor, key).await)
        .await?;
    Ok(TicketJson::answer(HttpResponse::Ok(), &detail))
}
