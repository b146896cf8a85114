use actix_web::{HttpResponse, post, web};

use super::session_json::{RefreshTokenBody, SignedInJson};
use crate::Desk;
use crate::problem::Problem;
use crate::request::ValidJson;

/// Exchanges a refresh token for new keys. It is good once: presenting it again ends the whole session.
#[utoipa::path(
    tag = "accounts",
    request_body = RefreshTokenBody,
    responses(
        (status = 200, description = "New keys of the same session.", body = SignedInJson),
        (status = 401, description = "The token is unknown, used, expired, or of an account no longer in use."),
    )
)]
#[post("/auth/refresh")]
pub(crate) async fn refresh_session(
    desk: web::Data<Desk>,
    body: ValidJson<RefreshTokenBody>,
) -> Result<HttpResponse, Problem> {
    let signed_in = desk.use_cases.accounts().refresh_session(&body.0).await?;
    Ok(HttpResponse::Ok().json(SignedInJson::from(&signed_in)))
}
