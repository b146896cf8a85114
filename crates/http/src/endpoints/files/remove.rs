use actix_web::{HttpResponse, delete, web};
use deskhand_http_core::AppState;
use deskhand_http_core::problem::Problem;

use crate::extract::{AttachmentPath, Caller, TicketPath};

/// Removes a file for good. Its message shows that there was one, under the name `removed`; the history says who removed it. For
/// superadmins.
#[utoipa::path(
    tag = "files",
    params(
        ("ticket" = String, Path, description = "Id or number."),
        ("attachment" = uuid::Uuid, Path, description = "The id of the file.")
    ),
    responses((status = 204, description = "The file is gone."))
)]
#[delete("/api/v1/tickets/{ticket}/attachments/{attachment}")]
pub(crate) async fn remove_attachment(
    state: web::Data<AppState>,
    caller: Caller,
    TicketPath(key): TicketPath,
    AttachmentPath(id): AttachmentPath,
) -> Result<HttpResponse, Problem> {
    let removing = state
        .change(caller.origin.clone(), async move |use_cases| use_cases.files().remove(&caller.actor, key, id).await);
    removing.await?;
    Ok(HttpResponse::NoContent().finish())
}
