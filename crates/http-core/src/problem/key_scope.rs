use deskhand_domain::api_keys;
use utoipa::openapi::RefOr;
use utoipa::openapi::schema::{ObjectBuilder, Schema, Type};
use utoipa::{PartialSchema, ToSchema};

/// What an API key is good for, as the OpenAPI document describes it.
pub enum KeyScope {}

impl PartialSchema for KeyScope {
    fn schema() -> RefOr<Schema> {
        let words = api_keys::KeyScope::ALL.iter().map(api_keys::KeyScope::as_str);
        let description = "What an API key is good for.";
        ObjectBuilder::new().schema_type(Type::String).enum_values(Some(words)).description(Some(description)).into()
    }
}

impl ToSchema for KeyScope {}
