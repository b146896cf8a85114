use actix_web::{HttpResponse, post, web};
use deskhand_http_core::AppState;
use deskhand_http_core::problem::Problem;

use super::resend::AddressBody;
use crate::extract::{Origin, ValidJson};

/// Asks for a link to set another password. The answer is the same whether the address is known or not.
#[utoipa::path(
    tag = "accounts",
    request_body = AddressBody,
    responses((status = 202, description = "If somebody has this address, a mail is on its way."))
)]
#[post("/api/v1/auth/password/forgot")]
pub(crate) async fn forgot_password(
    state: web::Data<AppState>,
    Origin(origin): Origin,
    body: ValidJson<AddressBody>,
) -> Result<HttpResponse, Problem> {
    state.change(origin, async move |use_cases| use_cases.email_links().request_reset(body.0).await).await?;
    Ok(HttpResponse::Accepted().finish())
}
