use actix_web::{HttpResponse, post, web};
use deskhand_domain::people::Password;
use deskhand_domain::ports::SecretToken;
use deskhand_domain::use_cases::ResetPassword;
use deskhand_http_core::AppState;
use deskhand_http_core::problem::{Fields, Problem};
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::session_json::LONGEST_TOKEN;
use crate::dto::schemas;
use crate::extract::{Origin, RequestBody, ValidJson, characters};

/// A new password, and the link that allows to set it.
#[derive(Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewPassword)]
pub(crate) struct NewPasswordBody {
    /// What follows `token=` in the link.
    #[validate(required, length(max = LONGEST_TOKEN))]
    #[schema(value_type = String, min_length = 1, max_length = 512)]
    token: Option<String>,
    #[validate(required, length(max = characters(Password::MAX)))]
    #[schema(value_type = schemas::Password)]
    password: Option<String>,
}

impl RequestBody for NewPasswordBody {
    type Command = ResetPassword;

    fn into_command(self, fields: &mut Fields) -> Option<ResetPassword> {
        if self.token.as_ref().is_some_and(String::is_empty) {
            fields.refuse("token", "empty", "must not be empty");
        }
        let password = fields.text("password", self.password, Password::parse);
        let (token, password) = (SecretToken::new(self.token?), password?);
        Some(ResetPassword { token, password })
    }
}

/// Sets a password with the token of a link that was mailed for a forgotten password or an invitation.
/// All sessions and API keys of the account end.
#[utoipa::path(
    tag = "accounts",
    request_body = NewPasswordBody,
    responses(
        (status = 204, description = "The password is set."),
        (status = 422, description = "`link-invalid`; or `invalid-fields`, and then the link is still good."),
    )
)]
#[post("/api/v1/auth/password/reset")]
pub(crate) async fn reset_password(
    state: web::Data<AppState>,
    Origin(origin): Origin,
    body: ValidJson<NewPasswordBody>,
) -> Result<HttpResponse, Problem> {
    state.use_cases.from_origin(origin).email_links().reset_password(body.0).await?;
    Ok(HttpResponse::NoContent().finish())
}
