use actix_web::{HttpResponse, post, web};

use super::session_json::RefreshTokenBody;
use crate::Desk;
use crate::problem::Problem;
use crate::request::ValidJson;

/// Ends the session of a refresh token, its access tokens included. An unknown token has nothing to end.
#[utoipa::path(
    tag = "accounts",
    request_body = RefreshTokenBody,
    responses((status = 204, description = "There is no such session any more."))
)]
#[post("/auth/signout")]
pub(crate) async fn sign_out(
    desk: web::Data<Desk>,
    body: ValidJson<RefreshTokenBody>,
) -> Result<HttpResponse, Problem> {
    desk.use_cases.accounts().sign_out(&body.0).await?;
    Ok(HttpResponse::NoContent().finish())
}
