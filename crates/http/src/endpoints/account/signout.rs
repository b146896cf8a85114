use actix_web::{HttpResponse, post, web};

use super::session_json::RefreshTokenBody;
use crate::AppState;
use crate::extract::ValidJson;
use crate::problem::Problem;

/// Ends the session of a refresh token, its access tokens included. An unknown token has nothing to end.
#[utoipa::path(
    tag = "accounts",
    request_body = RefreshTokenBody,
    responses((status = 204, description = "There is no such session any more."))
)]
#[post("/auth/signout")]
pub(crate) async fn sign_out(
    state: web::Data<AppState>,
    body: ValidJson<RefreshTokenBody>,
) -> Result<HttpResponse, Problem> {
    state.use_cases.accounts().sign_out(&body.0).await?;
    Ok(HttpResponse::NoContent().finish())
}
