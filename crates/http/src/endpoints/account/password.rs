use actix_web::{HttpResponse, put, web};
use deskhand_domain::people::Password;
use deskhand_domain::use_cases::ChangePassword;
use deskhand_http_core::AppState;
use deskhand_http_core::problem::{Fields, Problem};
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use crate::dto::schemas;
use crate::extract::{Caller, RequestBody, ValidJson, characters};

/// The password that the caller has, and the one they want.
#[derive(Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = PasswordChange)]
pub(crate) struct ChangePasswordBody {
    #[validate(required, length(max = characters(Password::MAX)))]
    #[schema(value_type = schemas::TypedPassword)]
    current_password: Option<String>,
    #[validate(required, length(max = characters(Password::MAX)))]
    #[schema(value_type = schemas::Password)]
    new_password: Option<String>,
    /// Whether all API keys of the caller end as well; `false` unless said otherwise.
    #[schema(value_type = Option<bool>)]
    revoke_api_keys: Option<bool>,
}

impl RequestBody for ChangePasswordBody {
    type Command = ChangePassword;

    fn into_command(self, fields: &mut Fields) -> Option<ChangePassword> {
        let current = fields.text("current_password", self.current_password, Password::typed);
        let new = fields.text("new_password", self.new_password, Password::parse);
        let revoke_api_keys = self.revoke_api_keys.unwrap_or_default();
        Some(ChangePassword { current: current?, new: new?, revoke_api_keys })
    }
}

/// Replaces the caller's own password. All their other sessions end; the one that asks stays. Their API keys end with
/// `revoke_api_keys`.
#[utoipa::path(
    tag = "accounts",
    request_body = ChangePasswordBody,
    responses((status = 204, description = "From now on the new one counts."))
)]
#[put("/api/v1/me/password")]
pub(crate) async fn change_password(
    state: web::Data<AppState>,
    caller: Caller,
    body: ValidJson<ChangePasswordBody>,
) -> Result<HttpResponse, Problem> {
    state.use_cases.from_origin(caller.origin.clone()).accounts().change_password(&caller, body.0).await?;
    Ok(HttpResponse::NoContent().finish())
}
