use actix_web::{HttpResponse, post, web};
use deskhand_domain::use_cases::Error;
use deskhand_http_core::AppState;
use deskhand_http_core::problem::Problem;
use serde::Serialize;
use utoipa::ToSchema;

use crate::dto::Timestamp;
use crate::extract::Caller;

/// A ticket that opens one event stream.
#[derive(Serialize, ToSchema)]
#[schema(as = EventTicketIssued)]
pub(crate) struct IssuedTicketJson {
    /// The value of `ticket` in the address of the stream.
    ticket: String,
    /// From when on it is no longer valid.
    expires_at: Timestamp,
}

/// Issues a ticket that opens one event stream: for `EventSource` in a browser, which can send no `Authorization`.
///
/// It is valid for 30 seconds, once, on any instance. The stream ends when the access token of this request expires. `EventSource`
/// repeats its address when it reconnects; the ticket is used by then, and the answer 401 ends it. The client asks for another ticket,
/// and opens the stream with it and with `after`, the last id that it has.
#[utoipa::path(
    tag = "events",
    responses((status = 201, description = "The ticket.", body = IssuedTicketJson))
)]
#[post("/api/v1/events/ticket")]
pub(crate) async fn issue_ticket(state: web::Data<AppState>, caller: Caller) -> Result<HttpResponse, Problem> {
    let issued = state
        .change(caller.origin.clone(), async move |use_cases| -> Result<_, Error> {
            use_cases.accounts().issue_event_ticket(&caller).await
        })
        .await?;
    let ticket = issued.token.reveal().to_owned();
    Ok(HttpResponse::Created().json(IssuedTicketJson { ticket, expires_at: Timestamp(issued.expires_at) }))
}
