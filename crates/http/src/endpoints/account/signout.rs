use actix_web::{HttpResponse, post, web};
use deskhand_http_core::AppState;
use deskhand_http_core::problem::Problem;

use super::session_json::RefreshTokenBody;
use crate::extract::{Origin, ValidJson};

/// Ends the session of a refresh token, its access tokens included. An unknown token has nothing to end.
#[utoipa::path(
    tag = "accounts",
    request_body = RefreshTokenBody,
    responses((status = 204, description = "There is no such session any more."))
)]
#[post("/api/v1/auth/signout")]
pub(crate) async fn sign_out(
    state: web::Data<AppState>,
    Origin(origin): Origin,
    body: ValidJson<RefreshTokenBody>,
) -> Result<HttpResponse, Problem> {
    state.change(origin, async move |use_cases| use_cases.accounts().sign_out(&body.0).await).await?;
    Ok(HttpResponse::NoContent().finish())
}
