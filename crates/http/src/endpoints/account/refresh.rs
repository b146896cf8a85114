use actix_web::{HttpResponse, post, web};
use deskhand_http_core::AppState;
use deskhand_http_core::problem::Problem;

use super::session_json::{RefreshTokenBody, SignedInJson};
use crate::extract::{Origin, ValidJson};

/// Exchanges a refresh token for new tokens. It is valid once: using it again ends the whole session.
#[utoipa::path(
    tag = "accounts",
    request_body = RefreshTokenBody,
    responses(
        (status = 200, description = "New keys of the same session.", body = SignedInJson),
        (status = 401, description = "The token is unknown, used, expired, or of an account no longer in use."),
    )
)]
#[post("/api/v1/auth/refresh")]
pub(crate) async fn refresh_session(
    state: web::Data<AppState>,
    Origin(origin): Origin,
    body: ValidJson<RefreshTokenBody>,
) -> Result<HttpResponse, Problem> {
    let refreshing = state.change(origin, async move |use_cases| use_cases.accounts().refresh_session(&body.0).await);
    let signed_in = refreshing.await?;
    Ok(HttpResponse::Ok().json(SignedInJson::from(&signed_in)))
}
