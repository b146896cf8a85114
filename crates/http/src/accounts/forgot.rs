use actix_web::{HttpResponse, post, web};

use super::resend::AddressBody;
use crate::Desk;
use crate::problem::Problem;
use crate::request::ValidJson;

/// Asks for a link to set another password. The answer is the same whether the address is known or not.
#[utoipa::path(
    tag = "accounts",
    request_body = AddressBody,
    responses((status = 202, description = "If somebody has this address, a mail is on its way."))
)]
#[post("/auth/password/forgot")]
pub(crate) async fn forgot_password(
    desk: web::Data<Desk>,
    body: ValidJson<AddressBody>,
) -> Result<HttpResponse, Problem> {
    desk.use_cases.email_links().request_reset(body.0).await?;
    Ok(HttpResponse::Accepted().finish())
}
