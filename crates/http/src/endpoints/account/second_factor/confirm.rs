use actix_web::{HttpResponse, post, web};
use deskhand_domain::second_factors::TypedCode;
use deskhand_http_core::AppState;
use deskhand_http_core::problem::{Fields, Problem};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

use crate::extract::{Caller, RequestBody, ValidJson, characters};

/// A code of the authenticator app.
#[derive(Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = SecondFactorCode)]
pub(crate) struct CodeBody {
    /// Six digits; blanks and hyphens do not count.
    #[validate(required, length(max = characters(TypedCode::MAX)))]
    #[schema(value_type = String, min_length = 1, max_length = 64)]
    code: Option<String>,
}

/// The recovery codes of a second factor.
#[derive(Serialize, ToSchema)]
#[schema(as = NewRecoveryCodes)]
pub(crate) struct RecoveryCodesJson {
    /// Ten codes. Each takes the place of a code of the app once.
    recovery_codes: Vec<String>,
}

impl RequestBody for CodeBody {
    type Command = TypedCode;

    fn into_command(self, fields: &mut Fields) -> Option<TypedCode> {
        fields.text("code", self.code, TypedCode::parse)
    }
}

/// Ends the set-up of the caller's second factor. From now on a sign-in needs a code. The caller's other sessions end.
#[utoipa::path(
    tag = "accounts",
    request_body = CodeBody,
    responses(
        (status = 200, description = "The recovery codes, shown this once.", body = RecoveryCodesJson),
        (status = 409, description = "`no-second-factor`: none was begun in the last 15 minutes; `second-factor-set`."),
        (status = 422, description = "The code is `wrong`."),
    )
)]
#[post("/api/v1/me/second-factor/confirm")]
pub(crate) async fn confirm_second_factor(
    state: web::Data<AppState>,
    caller: Caller,
    body: ValidJson<CodeBody>,
) -> Result<HttpResponse, Problem> {
    let confirming = state.change(caller.origin.clone(), async move |use_cases| {
        use_cases.accounts().confirm_second_factor(&caller, body.0).await
    });
    let codes = confirming.await?;
    let recovery_codes = codes.iter().map(|code| code.reveal().to_owned()).collect();
    Ok(HttpResponse::Ok().json(RecoveryCodesJson { recovery_codes }))
}
