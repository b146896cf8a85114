use actix_web::{HttpResponse, post, web};
use deskhand_http_core::AppState;
use deskhand_http_core::problem::Problem;

use crate::dto::MailJson;
use crate::extract::{Caller, MailPath};

/// Sends a mail after all that was given up or dropped: it is due now, and is tried as often as a new one. It keeps its
/// `Message-ID`.
#[utoipa::path(
    tag = "mail",
    params(("mail" = String, Path, description = "Id.")),
    responses(
        (status = 200, description = "The mail, which waits again.", body = MailJson),
        (status = 409, description = "`not-dead`: it waits already, or was sent."),
    )
)]
#[post("/api/v1/admin/outbox/{mail}/retry")]
pub(crate) async fn retry_mail(
    state: web::Data<AppState>,
    caller: Caller,
    MailPath(id): MailPath,
) -> Result<HttpResponse, Problem> {
    let mail = state
        .change(caller.origin.clone(), async move |use_cases| use_cases.mail().retry(&caller.actor, id).await)
        .await?;
    Ok(HttpResponse::Ok().json(MailJson::from(mail)))
}
