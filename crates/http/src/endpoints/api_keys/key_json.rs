use deskhand_domain::api_keys::ApiKey;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::dto::Timestamp;
use crate::dto::schemas;

/// An API key, without the key itself.
#[derive(Serialize, ToSchema)]
#[schema(as = ApiKey)]
pub(crate) struct ApiKeyJson {
    id: Uuid,
    #[schema(value_type = schemas::KeyName)]
    name: String,
    #[schema(value_type = Vec<schemas::KeyScope>)]
    scopes: Vec<&'static str>,
    /// When it expires; `null` for never.
    #[schema(required)]
    expires_at: Option<Timestamp>,
    created_at: Timestamp,
    /// To the minute; `null` where it was never used.
    #[schema(required)]
    last_used_at: Option<Timestamp>,
}

/// An API key that was just made.
#[derive(Serialize, ToSchema)]
#[schema(as = NewApiKey)]
pub(crate) struct NewApiKeyJson {
    id: Uuid,
    #[schema(value_type = schemas::KeyName)]
    name: String,
    #[schema(value_type = Vec<schemas::KeyScope>)]
    scopes: Vec<&'static str>,
    #[schema(required)]
    expires_at: Option<Timestamp>,
    created_at: Timestamp,
    #[schema(required)]
    last_used_at: Option<Timestamp>,
    /// To be sent as `Authorization: Bearer`. It is shown only once; the service stores a digest of it.
    key: String,
}

impl From<&ApiKey> for ApiKeyJson {
    fn from(key: &ApiKey) -> Self {
        Self {
            id: key.id.as_uuid(),
            name: key.name.to_string(),
            scopes: key.scopes.iter().map(|scope| scope.as_str()).collect(),
            expires_at: key.expires_at.map(Timestamp),
            created_at: Timestamp(key.created_at),
            last_used_at: key.last_used_at.map(Timestamp),
        }
    }
}

impl NewApiKeyJson {
    /// The end of the JSON before the secret is added: the key is the last field.
    pub(super) const NO_SECRET: &str = r#"""}"#;

    pub(super) fn without_secret(key: &ApiKey) -> Self {
        let ApiKeyJson { id, name, scopes, expires_at, created_at, last_used_at } = key.into();
        Self { id, name, scopes, expires_at, created_at, last_used_at, key: String::new() }
    }
}
