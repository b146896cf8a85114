use actix_web::{HttpResponse, post, web};
use deskhand_http_core::AppState;
use deskhand_http_core::problem::{Fields, Problem};
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::session_json::LONGEST_TOKEN;
use crate::extract::{Origin, RequestBody, ValidJson};

/// The token of a link in a mail.
#[derive(Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = LinkToken)]
pub(crate) struct LinkTokenBody {
    /// What follows `token=` in the link.
    #[validate(required, length(max = LONGEST_TOKEN))]
    #[schema(value_type = String, min_length = 1, max_length = 512)]
    token: Option<String>,
}

impl RequestBody for LinkTokenBody {
    type Command = String;

    fn into_command(self, fields: &mut Fields) -> Option<String> {
        if self.token.as_ref().is_some_and(String::is_empty) {
            fields.refuse("token", "empty", "must not be empty");
        }
        self.token
    }
}

/// Marks an address as verified, with the token of a link that was mailed to it.
#[utoipa::path(
    tag = "accounts",
    request_body = LinkTokenBody,
    responses(
        (status = 204, description = "The address is verified."),
        (status = 422, description = "`link-invalid`: unknown, used, expired, replaced, or for something else."),
    )
)]
#[post("/api/v1/auth/email/verify")]
pub(crate) async fn verify_email(
    state: web::Data<AppState>,
    Origin(origin): Origin,
    body: ValidJson<LinkTokenBody>,
) -> Result<HttpResponse, Problem> {
    state.change(origin, async move |use_cases| use_cases.email_links().verify_email(&body.0).await).await?;
    Ok(HttpResponse::NoContent().finish())
}
