use actix_web::{HttpResponse, post, web};
use deskhand_http_core::AppState;
use deskhand_http_core::problem::Problem;

use crate::dto::IncomingMailJson;
use crate::extract::{Caller, IncomingMailPath};

/// Has a mail looked at anew that is held or in quarantine: the program, the settings or the people may have changed since.
#[utoipa::path(
    tag = "mail",
    params(("incoming" = uuid::Uuid, Path, description = "The id of the mail.")),
    responses(
        (status = 200, description = "The mail, which waits again.", body = IncomingMailJson),
        (status = 409, description = "`mail-not-held`.")
    )
)]
#[post("/api/v1/mail/in/{incoming}/retry")]
pub(crate) async fn retry_incoming_mail(
    state: web::Data<AppState>,
    caller: Caller,
    IncomingMailPath(id): IncomingMailPath,
) -> Result<HttpResponse, Problem> {
    let view = state
        .change(caller.origin.clone(), async move |desk| desk.incoming_mail().retry(Some(&caller.actor), id).await)
        .await?;
    Ok(HttpResponse::Ok().json(IncomingMailJson::from(&view)))
}
