use actix_web::{HttpRequest, HttpResponse, delete, web};
use deskhand_http_core::AppState;
use deskhand_http_core::problem::Problem;

use crate::endpoints::account::CurrentPasswordBody;
use crate::extract::{Caller, OptionalJson};

/// Removes the caller's second factor with its recovery codes. The caller's other sessions end.
#[utoipa::path(
    tag = "accounts",
    request_body = CurrentPasswordBody,
    responses(
        (status = 204, description = "A sign-in needs the password only."),
        (status = 403, description = "`password-required`; `forbidden` where the role requires a second factor; or the request came with an API key."),
        (status = 409, description = "`no-second-factor`."),
    )
)]
#[delete("/api/v1/me/second-factor")]
pub(crate) async fn remove_second_factor(
    state: web::Data<AppState>,
    request: HttpRequest,
    caller: Caller,
    OptionalJson(current_password): OptionalJson<CurrentPasswordBody>,
) -> Result<HttpResponse, Problem> {
    state.limits.count_password(&request, caller.actor.id, current_password.as_ref())?;
    state
        .use_cases
        .from_origin(caller.origin.clone())
        .accounts()
        .remove_second_factor(&caller, current_password)
        .await?;
    Ok(HttpResponse::NoContent().finish())
}
