use actix_web::{HttpRequest, HttpResponse, post, web};
use deskhand_http_core::AppState;
use deskhand_http_core::problem::Problem;
use serde::Serialize;
use utoipa::ToSchema;

use crate::endpoints::account::CurrentPasswordBody;
use crate::extract::{Caller, ValidJson};

/// What an authenticator app needs. It is shown once.
#[derive(Serialize, ToSchema)]
#[schema(as = SecondFactorEnrolment)]
pub(crate) struct EnrolmentJson {
    /// The secret in base32, to be typed.
    secret: String,
    /// The same as `otpauth://totp/..`, to be shown as a QR code.
    otpauth_url: String,
}

/// Begins to set up the caller's second factor (TOTP, RFC 6238). It counts only after its first code was confirmed, within 15 minutes.
#[utoipa::path(
    tag = "accounts",
    request_body = CurrentPasswordBody,
    responses(
        (status = 200, description = "The secret, shown this once.", body = EnrolmentJson),
        (status = 403, description = "`password-required`; or the request came with an API key."),
        (status = 409, description = "`second-factor-set`: there is one already."),
    )
)]
#[post("/api/v1/me/second-factor")]
pub(crate) async fn enrol_second_factor(
    state: web::Data<AppState>,
    request: HttpRequest,
    caller: Caller,
    body: ValidJson<CurrentPasswordBody>,
) -> Result<HttpResponse, Problem> {
    state.limits.count_password(&request, caller.actor.id, body.0.as_ref())?;
    let enrolment =
        state.use_cases.from_origin(caller.origin.clone()).accounts().enrol_second_factor(&caller, body.0).await?;
    Ok(HttpResponse::Ok().json(EnrolmentJson {
        secret: enrolment.secret.reveal().to_owned(),
        otpauth_url: enrolment.otpauth_url.reveal().to_owned(),
    }))
}
