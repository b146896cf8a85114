use actix_web::{HttpRequest, HttpResponse, post, web};
use deskhand_domain::Invalid;
use deskhand_domain::api_keys::{ApiKey, KeyName, KeyScopes};
use deskhand_domain::people::Password;
use deskhand_domain::ports::check_number_of_values;
use deskhand_domain::use_cases::{CreateApiKey, UseCases};
use deskhand_http_core::AppState;
use deskhand_http_core::problem::{Fields, Problem};
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::key_json::NewApiKeyJson;
use crate::dto::Created;
use crate::dto::schemas;
use crate::extract::{Caller, IdempotencyHeader, RequestBody, ValidJson, characters, named_time, present};

/// A new API key for the caller.
#[derive(Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ApiKeyWanted)]
pub(crate) struct MakeApiKeyBody {
    #[validate(required, length(max = characters(KeyName::MAX)))]
    #[schema(value_type = schemas::KeyName)]
    name: Option<String>,
    /// At least one; `staff:register` is for admins.
    #[validate(required)]
    #[schema(value_type = Vec<schemas::KeyScope>, min_items = 1, max_items = 3)]
    scopes: Option<Vec<String>>,
    /// When it expires; after one year by default. `null` for never.
    #[serde(default, deserialize_with = "present")]
    #[validate(length(max = characters(schemas::MOMENT)))]
    #[schema(value_type = Option<schemas::Moment>)]
    expires_at: Option<Option<String>>,
    /// The caller's password. Required where the sign-in is more than 15 minutes old.
    #[validate(length(max = characters(Password::MAX)))]
    #[schema(value_type = Option<schemas::TypedPassword>)]
    current_password: Option<String>,
}

impl RequestBody for MakeApiKeyBody {
    type Command = CreateApiKey;

    fn into_command(self, fields: &mut Fields) -> Option<CreateApiKey> {
        let name = fields.text("name", self.name, KeyName::parse);
        let scopes = fields.value("scopes", self.scopes, |words| parse_scopes(&words));
        let expires_at = fields.clearable("expires_at", self.expires_at, |text| named_time(&text));
        let current_password = fields.text("current_password", self.current_password, Password::typed);
        Some(CreateApiKey { name: name?, scopes: scopes?, expires_at, current_password })
    }
}

fn parse_scopes(words: &[String]) -> Result<KeyScopes, Invalid> {
    check_number_of_values(words.len())?;
    let scopes: Vec<_> = words.iter().map(|word| word.parse()).collect::<Result<_, _>>()?;
    KeyScopes::parse(scopes)
}

/// Makes an API key for the caller. It acts as its owner, within its scopes, until it expires or is revoked.
#[utoipa::path(
    tag = "api keys",
    params(
        ("Idempotency-Key" = Option<String>, Header, description = "Makes it safe to send the request again: within 24 hours the same request is carried out once, and answered the same.")
    ),
    request_body = MakeApiKeyBody,
    responses(
        (status = 201, description = "The key, shown this once. `Location` is set.", body = NewApiKeyJson),
        (status = 403, description = "`password-required`; `staff:register` is for admins; or the request came with a key itself."),
        (status = 409, description = "`too-many-keys`: 50 of the caller's are good already."),
    )
)]
#[post("/api/v1/api-keys")]
pub(crate) async fn make_api_key(
    state: web::Data<AppState>,
    request: HttpRequest,
    caller: Caller,
    idempotency: IdempotencyHeader,
    ValidJson(command, digest): ValidJson<MakeApiKeyBody>,
) -> Result<HttpResponse, Problem> {
    let guard = idempotency.begin(Some(caller.actor.id), &digest)?;
    state.limits.count_password(&request, caller.actor.id, command.current_password.as_ref())?;
    let making = state.change(caller.origin.clone(), async move |use_cases| {
        // The stored answer has no secret in it; the secret is added whenever the answer is given.
        let keep = |key: &_| without_secret(key)?.to_text();
        use_cases.api_keys().create_with(&caller, command, &guard.execution(&keep)).await
    });
    let (answer, replayed) = Created::of_outcome(&making.await?, without_secret)?;
    Ok(with_secret(answer, &state.use_cases).await?.into_response(replayed))
}

const LOCATION_PREFIX: &str = "/api/v1/api-keys/";

fn without_secret(key: &ApiKey) -> Option<Created> {
    Created::new(Some(format!("{LOCATION_PREFIX}{}", key.id)), None, &NewApiKeyJson::without_secret(key))
}

/// The secret follows from the key's id.
async fn with_secret(mut answer: Created, use_cases: &UseCases) -> Result<Created, Problem> {
    let unreadable = || Problem::internal("the answer to a new API key can't be completed");
    let id = answer.location.as_deref().and_then(|location| location.strip_prefix(LOCATION_PREFIX)?.parse().ok());
    let whole = use_cases.api_keys().full_key(id.ok_or_else(unreadable)?).await?.reveal();
    let body = answer.body.strip_suffix(NewApiKeyJson::NO_SECRET).ok_or_else(unreadable)?;
    answer.body = format!("{body}\"{whole}\"}}");
    Ok(answer)
}
