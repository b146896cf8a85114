use actix_web::http::header;
use actix_web::{HttpResponse, post, web};
use deskhand_domain::Invalid;
use deskhand_domain::api_keys::{KeyName, KeyScopes};
use deskhand_domain::use_cases::MakeApiKey;
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::key_json::NewApiKeyJson;
use crate::Desk;
use crate::problem::{Fields, Problem};
use crate::request::{Caller, RequestBody, ValidJson, characters, time};
use crate::schemas;

/// An API key that somebody wants for themselves.
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
    /// From when on it shall no longer be good; never unless said otherwise.
    #[validate(length(max = characters(schemas::MOMENT)))]
    #[schema(value_type = Option<schemas::Moment>)]
    expires_at: Option<String>,
}

impl RequestBody for MakeApiKeyBody {
    type Command = MakeApiKey;

    fn into_command(self, fields: &mut Fields) -> Option<MakeApiKey> {
        let name = fields.text("name", self.name, KeyName::parse);
        let scopes = fields.value("scopes", self.scopes, |words| parse_scopes(&words));
        let expires_at = fields.text("expires_at", self.expires_at, time);
        Some(MakeApiKey { name: name?, scopes: scopes?, expires_at })
    }
}

fn parse_scopes(words: &[String]) -> Result<KeyScopes, Invalid> {
    let scopes: Vec<_> = words.iter().map(|word| word.parse()).collect::<Result<_, _>>()?;
    KeyScopes::parse(scopes)
}

/// Makes an API key for the caller. It acts as its owner, within its scopes, until it expires or is revoked.
#[utoipa::path(
    tag = "api keys",
    request_body = MakeApiKeyBody,
    responses(
        (status = 201, description = "The key, shown this once. `Location` is set.", body = NewApiKeyJson),
        (status = 403, description = "`staff:register` is for admins; or the request came with a key itself."),
        (status = 409, description = "`too-many-keys`: 50 of the caller's are good already."),
    )
)]
#[post("/api-keys")]
pub(crate) async fn make_api_key(
    desk: web::Data<Desk>,
    caller: Caller,
    body: ValidJson<MakeApiKeyBody>,
) -> Result<HttpResponse, Problem> {
    let (key, shown) = desk.use_cases.make_api_key(&caller.actor, body.0).await?;
    let place = (header::LOCATION, format!("/api/v1/api-keys/{}", key.id));
    Ok(HttpResponse::Created().insert_header(place).json(NewApiKeyJson::new(&key, &shown)))
}
