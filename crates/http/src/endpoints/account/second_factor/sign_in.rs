use actix_web::{HttpResponse, post, web};
use deskhand_domain::ports::SecretToken;
use deskhand_domain::second_factors::TypedCode;
use deskhand_domain::use_cases::SecondFactorSignIn;
use deskhand_http_core::AppState;
use deskhand_http_core::problem::{Fields, Problem};
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use crate::endpoints::account::session_json::{LONGEST_TOKEN, SignedInJson};
use crate::extract::{Origin, RequestBody, ValidJson, characters};

/// The challenge of a sign-in, and a code.
#[derive(Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = SecondFactorSignIn)]
pub(crate) struct SecondFactorSignInBody {
    /// As the sign-in answered it.
    #[validate(required, length(max = LONGEST_TOKEN))]
    #[schema(value_type = String, min_length = 1, max_length = 512)]
    challenge: Option<String>,
    /// Six digits of the authenticator app, or a recovery code; blanks and hyphens do not count.
    #[validate(required, length(max = characters(TypedCode::MAX)))]
    #[schema(value_type = String, min_length = 1, max_length = 64)]
    code: Option<String>,
}

impl RequestBody for SecondFactorSignInBody {
    type Command = SecondFactorSignIn;

    fn into_command(self, fields: &mut Fields) -> Option<SecondFactorSignIn> {
        let code = fields.text("code", self.code, TypedCode::parse);
        if self.challenge.as_ref().is_some_and(String::is_empty) {
            fields.refuse("challenge", "empty", "must not be empty");
        }
        let challenge = SecretToken::new(self.challenge?);
        Some(SecondFactorSignIn { challenge, code: code? })
    }
}

/// The second step of a sign-in: opens a session. A code is accepted once; the fifth wrong one ends the challenge.
#[utoipa::path(
    tag = "accounts",
    request_body = SecondFactorSignInBody,
    responses(
        (status = 200, description = "The keys of the session.", body = SignedInJson),
        (status = 401, description = "`wrong-code`; `challenge-invalid`: start again with the password."),
        (status = 403, description = "`account-pending`, `account-rejected`, `account-suspended`, `email-unverified`."),
        (status = 429, description = "`rate-limited`: 20 wrong codes within a day, or too many requests."),
    )
)]
#[post("/api/v1/auth/second-factor")]
pub(crate) async fn sign_in_with_code(
    state: web::Data<AppState>,
    Origin(origin): Origin,
    body: ValidJson<SecondFactorSignInBody>,
) -> Result<HttpResponse, Problem> {
    let signing_in = state.change(origin, async move |use_cases| use_cases.accounts().sign_in_with_code(body.0).await);
    let signed_in = signing_in.await.inspect_err(|error| state.metrics.sign_in_refused(error))?;
    Ok(HttpResponse::Ok().json(SignedInJson::from(&signed_in)))
}
