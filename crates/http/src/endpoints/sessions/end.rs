use actix_web::{HttpRequest, HttpResponse, delete, web};
use deskhand_http_core::AppState;
use deskhand_http_core::problem::Problem;

use super::confirmation::ConfirmationBody;
use crate::extract::{Caller, SessionPath, ValidJson};

/// Ends one of the caller's sessions: its tokens and streams are over within a second. The one that asks is a sign-out;
/// another one takes the current password, or a sign-in of the last 15 minutes.
#[utoipa::path(
    tag = "accounts",
    params(("session" = String, Path, description = "The id of the session.")),
    request_body(content = ConfirmationBody, description = "May be left out."),
    responses(
        (status = 204, description = "There is no such session any more."),
        (status = 403, description = "`password-required`."),
    )
)]
#[delete("/api/v1/me/sessions/{session}")]
pub(crate) async fn end_session(
    state: web::Data<AppState>,
    request: HttpRequest,
    caller: Caller,
    SessionPath(session): SessionPath,
    body: ValidJson<ConfirmationBody>,
) -> Result<HttpResponse, Problem> {
    if body.0.is_some() {
        state.limits.count_password(&request, caller.actor.id)?;
    }
    let ending = state.change(async move |use_cases| use_cases.accounts().end_session(&caller, session, body.0).await);
    ending.await?;
    Ok(HttpResponse::NoContent().finish())
}
