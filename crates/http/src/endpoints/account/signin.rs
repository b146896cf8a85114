use actix_web::{HttpRequest, HttpResponse, post, web};
use deskhand_domain::people::{EmailAddress, Password};
use deskhand_domain::use_cases::{SignIn, UseCases};
use deskhand_http_core::AppState;
use deskhand_http_core::problem::{Fields, Problem};
use deskhand_http_core::rate_limit::Limits;
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
    count_sign_in(&state.limits, &use_cases, &request, &body.0.login).await?;
    let answer =
        use_cases.accounts().sign_in(body.0).await.inspect_err(|error| state.metrics.sign_in_refused(error))?;
    Ok(HttpResponse::Ok().json(SignInJson::from(&answer)))
}

/// Counts a sign-in, whatever becomes of it. A network from which the person signed in before is not held up by the sign-ins of others.
async fn count_sign_in(
    limits: &Limits,
    use_cases: &UseCases,
    request: &HttpRequest,
    login: &str,
) -> Result<(), Problem> {
    let login = use_cases.accounts().login_subject(login).await?;
    let is_limited = || use_cases.security().sign_in_limited(&login);
    limits.count_login(request, &login).inspect_err(|_| is_limited())?;
    match limits.count_login_anywhere(&login) {
        Err(_) if use_cases.security().has_signed_in_from(&login).await? => Ok(()),
        counted => counted.inspect_err(|_| is_limited()),
    }
}
