use actix_web::{HttpResponse, get, web};
use deskhand_http_core::AppState;
use deskhand_http_core::problem::Problem;

use crate::dto::IncomingMailDetailJson;
use crate::extract::{Caller, IncomingMailPath};

/// Shows a mail that came in, what it says, and what became of it.
#[utoipa::path(
    tag = "mail",
    params(("incoming" = uuid::Uuid, Path, description = "The id of the mail.")),
    responses((status = 200, description = "The mail.", body = IncomingMailDetailJson))
)]
#[get("/api/v1/mail/in/{incoming}")]
pub(crate) async fn show_incoming_mail(
    state: web::Data<AppState>,
    caller: Caller,
    IncomingMailPath(id): IncomingMailPath,
) -> Result<HttpResponse, Problem> {
    let detail = state.use_cases.incoming_mail().show(Some(&caller.actor), id).await?;
    Ok(HttpResponse::Ok().json(IncomingMailDetailJson::from(&detail)))
}
