use actix_web::{HttpResponse, get, web};
use deskhand_http_core::AppState;
use deskhand_http_core::problem::Problem;

use crate::dto::MessageJson;
use crate::extract::{Caller, MessagePath, TicketPath};

/// Shows one message of a ticket's conversation.
#[utoipa::path(
    tag = "tickets",
    params(
        ("ticket" = String, Path, description = "Id or number."),
        ("message" = uuid::Uuid, Path, description = "The id of the message.")
    ),
    responses((status = 200, description = "The message.", body = MessageJson))
)]
#[get("/api/v1/tickets/{ticket}/messages/{message}")]
pub(crate) async fn show_message(
    state: web::Data<AppState>,
    caller: Caller,
    TicketPath(key): TicketPath,
    MessagePath(id): MessagePath,
) -> Result<HttpResponse, Problem> {
    let message = state.use_cases.tickets().message(&caller.actor, key, id).await?;
    Ok(HttpResponse::Ok().json(MessageJson::whole(message)))
}
