use actix_web::{HttpResponse, post, web};
use deskhand_domain::people::EmailAddress;
use deskhand_http_core::AppState;
use deskhand_http_core::problem::{Fields, Problem};
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use crate::dto::schemas;
use crate::extract::{Origin, RequestBody, ValidJson, characters};

/// An address, known or not.
#[derive(Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = Address)]
pub(crate) struct AddressBody {
    #[validate(required, length(max = characters(EmailAddress::MAX)))]
    #[schema(value_type = schemas::Email)]
    email: Option<String>,
}

impl RequestBody for AddressBody {
    type Command = EmailAddress;

    fn into_command(self, fields: &mut Fields) -> Option<EmailAddress> {
        fields.text("email", self.email, EmailAddress::parse)
    }
}

/// Asks for another verification mail. The answer is the same whether the address is known or not.
#[utoipa::path(
    tag = "accounts",
    request_body = AddressBody,
    responses((status = 202, description = "If the address waits to be verified, a mail is on its way."))
)]
#[post("/api/v1/auth/email/resend")]
pub(crate) async fn resend_verification(
    state: web::Data<AppState>,
    Origin(origin): Origin,
    body: ValidJson<AddressBody>,
) -> Result<HttpResponse, Problem> {
    state.change(origin, async move |use_cases| use_cases.email_links().request_verification(body.0).await).await?;
    Ok(HttpResponse::Accepted().finish())
}
