use actix_web::{HttpRequest, HttpResponse, get, web};
use deskhand_http_core::AppState;
use deskhand_http_core::problem::Problem;

use super::hand_out::hand_out;
use super::inline_query::InlineQuery;
use crate::dto::schemas::FileBytes;
use crate::extract::Query;

/// Hands out the file of a signed link, without a sign-in, as `GET /api/v1/tickets/{ticket}/attachments/{attachment}` does.
#[utoipa::path(
    tag = "files",
    params(
        ("link" = String, Path, description = "The last part of the link: `id.expiry.mac`."),
        InlineQuery,
        ("Range" = Option<String>, Header, description = "A part of the bytes, such as `bytes=0-1023`.")
    ),
    responses(
        (status = 200, description = "The file.", content((FileBytes = "application/octet-stream"), (FileBytes = "text/plain"), (FileBytes = "application/pdf"), (FileBytes = "image/png"), (FileBytes = "image/jpeg"), (FileBytes = "image/gif"), (FileBytes = "image/webp"))),
        (status = 206, description = "The part that `Range` names.", content((FileBytes = "application/octet-stream"), (FileBytes = "text/plain"), (FileBytes = "application/pdf"), (FileBytes = "image/png"), (FileBytes = "image/jpeg"), (FileBytes = "image/gif"), (FileBytes = "image/webp"))),
        (status = 304, description = "Nothing changed since the `ETag` that `If-None-Match` names."),
        (status = 416, description = "The file ends before the range begins.")
    )
)]
#[get("/f/{link}")]
pub(crate) async fn download_by_link(
    state: web::Data<AppState>,
    request: HttpRequest,
    link: web::Path<String>,
    Query(inline): Query<InlineQuery>,
) -> Result<HttpResponse, Problem> {
    let file = state.use_cases.files().find_by_link(&link).await?;
    hand_out(&state, &request, file, inline).await
}
