use actix_web::{HttpRequest, HttpResponse, delete, web};
use deskhand_http_core::AppState;
use deskhand_http_core::problem::Problem;

use crate::endpoints::account::CurrentPasswordBody;
use crate::extract::{Caller, OptionalJson};

/// Signs the caller out everywhere else: all their sessions end but the one that asks. API keys stay.
#[utoipa::path(
    tag = "accounts",
    request_body(content = CurrentPasswordBody, description = "May be left out."),
    responses(
        (status = 204, description = "Only this session is left."),
        (status = 403, description = "`password-required`."),
    )
)]
#[delete("/api/v1/me/sessions")]
pub(crate) async fn end_other_sessions(
    state: web::Data<AppState>,
    request: HttpRequest,
    caller: Caller,
    OptionalJson(current_password): OptionalJson<CurrentPasswordBody>,
) -> Result<HttpResponse, Problem> {
    state.limits.count_password(&request, caller.actor.id, current_password.as_ref())?;
    let ending = state.change(caller.origin.clone(), async move |use_cases| {
        use_cases.accounts().end_other_sessions(&caller, current_password).await
    });
    ending.await?;
    Ok(HttpResponse::NoContent().finish())
}
