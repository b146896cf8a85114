use actix_web::{HttpRequest, HttpResponse, get, web};
use deskhand_http_core::AppState;
use deskhand_http_core::problem::Problem;

use super::hand_out::hand_out;
use super::inline_query::InlineQuery;
use crate::dto::schemas::FileBytes;
use crate::extract::{AttachmentPath, Caller, Query, TicketPath};

/// Hands out a file of a ticket, byte for byte. Who may read its message may read it. Ranges, `If-Range` and `If-None-Match` count.
#[utoipa::path(
    tag = "files",
    params(
        ("ticket" = String, Path, description = "Id or number."),
        ("attachment" = uuid::Uuid, Path, description = "The id of the file."),
        InlineQuery,
        ("Range" = Option<String>, Header, description = "A part of the bytes, such as `bytes=0-1023`.")
    ),
    responses(
        (status = 200, description = "The file. Its type follows from its bytes, not from its name.", content((FileBytes = "application/octet-stream"), (FileBytes = "text/plain"), (FileBytes = "application/pdf"), (FileBytes = "image/png"), (FileBytes = "image/jpeg"), (FileBytes = "image/gif"), (FileBytes = "image/webp"))),
        (status = 206, description = "The part that `Range` names.", content((FileBytes = "application/octet-stream"), (FileBytes = "text/plain"), (FileBytes = "application/pdf"), (FileBytes = "image/png"), (FileBytes = "image/jpeg"), (FileBytes = "image/gif"), (FileBytes = "image/webp"))),
        (status = 304, description = "Nothing changed since the `ETag` that `If-None-Match` names."),
        (status = 416, description = "The file ends before the range begins.")
    )
)]
#[get("/api/v1/tickets/{ticket}/attachments/{attachment}")]
pub(crate) async fn download_attachment(
    state: web::Data<AppState>,
    caller: Caller,
    request: HttpRequest,
    TicketPath(key): TicketPath,
    AttachmentPath(id): AttachmentPath,
    Query(inline): Query<InlineQuery>,
) -> Result<HttpResponse, Problem> {
    let file = state.use_cases.files().find(&caller.actor, key, id).await?;
    hand_out(&state, &request, file, inline).await
}
