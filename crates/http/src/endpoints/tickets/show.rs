use actix_web::http::header;
use actix_web::{HttpResponse, get, web};
use deskhand_http_core::AppState;
use deskhand_http_core::problem::Problem;
use sha2::{Digest as _, Sha256};

use super::include::{ShowQuery, embed};
use crate::dto::{SomeFields, TicketJson, etag};
use crate::extract::{Caller, Listing, Query, TicketPath};

/// Shows one ticket, with what the caller may do with it now. With `include`, the `ETag` is a weak one of the whole answer, for
/// `If-None-Match`; `If-Match` takes the `version`.
#[utoipa::path(
    tag = "tickets",
    params(("ticket" = String, Path, description = "Id or number."), ShowQuery),
    responses((status = 200, description = "The ticket.", body = TicketJson))
)]
#[get("/api/v1/tickets/{ticket}")]
pub(crate) async fn show_ticket(
    state: web::Data<AppState>,
    caller: Caller,
    TicketPath(key): TicketPath,
    listing: Listing,
    Query((parts, wanted)): Query<ShowQuery>,
) -> Result<HttpResponse, Problem> {
    let detail = state.use_cases.tickets().show(&caller.actor, key).await?;
    let mut ticket = TicketJson::of(&detail);
    if parts.is_empty() {
        let tag = etag(ticket.version());
        return Ok(HttpResponse::Ok().insert_header(tag).json(SomeFields::of(ticket, &wanted)));
    }
    embed(&mut ticket, &parts, (&state, &caller, &listing), key).await?;
    let body = serde_json::to_string(&SomeFields::of(ticket, &wanted)).map_err(Problem::internal)?;
    // The version says nothing of names, and of the events and files of others. What is embedded is compared as a whole.
    let digest = Sha256::digest(&body);
    let tag: String = digest.iter().take(16).map(|byte| format!("{byte:02x}")).collect();
    let mut response = HttpResponse::Ok();
    response.insert_header((header::ETAG, format!("W/\"{tag}\"")));
    Ok(response.content_type(header::ContentType::json()).body(body))
}
