use actix_web::{HttpResponse, post, web};
use deskhand_http_core::AppState;
use deskhand_http_core::problem::Problem;

use super::verify::LinkTokenBody;
use crate::extract::{Origin, ValidJson};

/// Undoes a change of the address, with the token of a link that was mailed to the address before. That address counts
/// again; the password, all sessions and all API keys end, and a link for a new password is mailed to it.
#[utoipa::path(
    tag = "accounts",
    request_body = LinkTokenBody,
    responses(
        (status = 204, description = "The address before counts again."),
        (status = 422, description = "`link-invalid`: unknown, used, expired, or there is nothing to undo."),
    )
)]
#[post("/api/v1/auth/email/undo")]
pub(crate) async fn undo_email_change(
    state: web::Data<AppState>,
    Origin(origin): Origin,
    body: ValidJson<LinkTokenBody>,
) -> Result<HttpResponse, Problem> {
    state.change(origin, async move |use_cases| use_cases.email_links().undo_email_change(&body.0).await).await?;
    Ok(HttpResponse::NoContent().finish())
}
