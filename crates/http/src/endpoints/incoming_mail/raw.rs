use actix_web::{HttpResponse, get, web};
use deskhand_http_core::problem::Problem;
use deskhand_http_core::{AppState, raw_mail};

use crate::dto::schemas::FileBytes;
use crate::extract::{Caller, IncomingMailPath};

/// Hands out a mail as it came, byte for byte. The security log says who read it.
#[utoipa::path(
    tag = "mail",
    params(("incoming" = uuid::Uuid, Path, description = "The id of the mail.")),
    responses((status = 200, description = "The mail.", content((FileBytes = "application/octet-stream"))))
)]
#[get("/api/v1/mail/in/{incoming}/raw")]
pub(crate) async fn download_raw_mail(
    state: web::Data<AppState>,
    caller: Caller,
    IncomingMailPath(id): IncomingMailPath,
) -> Result<HttpResponse, Problem> {
    let raw = state
        .change(caller.origin.clone(), async move |desk| desk.incoming_mail().raw(Some(&caller.actor), id).await)
        .await?;
    Ok(raw_mail(id, raw))
}
