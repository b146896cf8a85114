use actix_web::{HttpResponse, post, web};
use deskhand_http_core::AppState;
use deskhand_http_core::problem::Problem;
use serde::Serialize;
use utoipa::ToSchema;

use crate::dto::Timestamp;
use crate::extract::{AttachmentPath, Caller, TicketPath};

/// A link to a file.
#[derive(Serialize, ToSchema)]
#[schema(as = FileLink)]
pub(crate) struct FileLinkJson {
    /// Whoever has it can read the file until it expires.
    url: String,
    expires_at: Timestamp,
}

/// Makes a link with which the file can be read for five minutes without a token, as for a viewer. It ends earlier if the file is
/// removed.
#[utoipa::path(
    tag = "files",
    params(
        ("ticket" = String, Path, description = "Id or number."),
        ("attachment" = uuid::Uuid, Path, description = "The id of the file.")
    ),
    responses((status = 200, description = "The link.", body = FileLinkJson))
)]
#[post("/api/v1/tickets/{ticket}/attachments/{attachment}/link")]
pub(crate) async fn link_attachment(
    state: web::Data<AppState>,
    caller: Caller,
    TicketPath(key): TicketPath,
    AttachmentPath(id): AttachmentPath,
) -> Result<HttpResponse, Problem> {
    let link = state.use_cases.files().link(&caller.actor, key, id).await?;
    let url = format!("{}/f/{}", state.public_url.trim_end_matches('/'), link.token.reveal());
    Ok(HttpResponse::Ok().json(FileLinkJson { url, expires_at: Timestamp(link.expires_at) }))
}
