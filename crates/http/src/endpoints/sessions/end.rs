use actix_web::{HttpRequest, HttpResponse, delete, web};
use deskhand_http_core::AppState;
use deskhand_http_core::problem::Problem;

use crate::endpoints::account::CurrentPasswordBody;
use crate::extract::{Caller, OptionalJson, SessionPath};

/// Ends one of the caller's sessions: its tokens and streams are over within a second. The one that asks is a sign-out;
/// another one takes the current password, or a sign-in of the last 15 minutes.
#[utoipa::path(
    tag = "accounts",
    params(("session" = String, Path, description = "The id of the session.")),
    request_body(content = CurrentPasswordBody, description = "May be left out."),
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
    OptionalJson(current_password): OptionalJson<CurrentPasswordBody>,
) -> Result<HttpResponse, Problem> {
    state.limits.count_password(&request, caller.actor.id, current_password.as_ref())?;
    let ending = state.change(caller.origin.clone(), async move |use_cases| {
        use_cases.accounts().end_session(&caller, session, current_password).await
    });
    ending.await?;
    Ok(HttpResponse::NoContent().finish())
}
