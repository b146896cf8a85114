use actix_web::{HttpRequest, HttpResponse, post, web};
use deskhand_domain::people::{EmailAddress, Password};
use deskhand_domain::use_cases::SignIn;
use deskhand_http_core::AppState;
use deskhand_http_core::problem::{Fields, Problem};
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::session_json::SignInJson;
use crate::dto::schemas;
use crate::extract::{Origin, RequestBody, ValidJson, characters};

/// A login and a password.
#[derive(Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = SignIn)]
pub(crate) struct SignInBody {
    /// Username or e-mail address.
    #[validate(required, length(max = characters(EmailAddress::MAX)))]
    #[schema(value_type = schemas::Login)]
    login: Option<String>,
    #[validate(required, length(max = characters(Password::MAX)))]
    #[schema(value_type = schemas::TypedPassword)]
    password: Option<String>,
}

impl RequestBody for SignInBody {
    type Command = SignIn;

    fn into_command(self, fields: &mut Fields) -> Option<SignIn> {
        let password = fields.text("password", self.password, Password::typed);
        if self.login.as_ref().is_some_and(|login| login.trim().is_empty()) {
            fields.refuse("login", "empty", "must not be empty");
        }
        Some(SignIn { login: self.login?, password: password? })
    }
}

/// Opens a session; where the account has a second factor, asks for its code. The answer names the status of an account only if the password is right.
#[utoipa::path(
    tag = "accounts",
    request_body = SignInBody,
    responses(
        (status = 200, description = "The keys of the session, or the challenge for the second factor.", body = SignInJson),
        (status = 401, description = "A wrong login or password: `wrong-credentials`."),
        (status = 403, description = "`account-pending`, `account-rejected`, `account-suspended`, `email-unverified`."),
    )
)]
#[post("/api/v1/auth/signin")]
pub(crate) async fn sign_in(
    state: web::Data<AppState>,
    request: HttpRequest,
    Origin(origin): Origin,
    body: ValidJson<SignInBody>,
) -> Result<HttpResponse, Problem> {
    let use_cases = state.use_cases.from_origin(origin);
    state.limits.count_sign_in(&use_cases, &request, &body.0.login).await?;
    let answer =
        use_cases.accounts().sign_in(body.0).await.inspect_err(|error| state.metrics.sign_in_refused(error))?;
    Ok(HttpResponse::Ok().json(SignInJson::from(&answer)))
}
