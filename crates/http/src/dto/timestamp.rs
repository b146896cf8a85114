use deskhand_http_core::timestamp;
use serde::{Serialize, Serializer, ser};
use time::OffsetDateTime;
use utoipa::openapi::RefOr;
use utoipa::openapi::schema::{KnownFormat, ObjectBuilder, Schema, SchemaFormat, Type};
use utoipa::{PartialSchema, ToSchema};

/// A time as every answer writes it: RFC 3339 in UTC, always with three digits of milliseconds.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Timestamp(pub(crate) OffsetDateTime);

impl Timestamp {
    /// As every answer writes it.
    pub(crate) fn to_text(self) -> Result<String, time::error::Format> {
        timestamp(self.0)
    }
}

impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, output: S) -> Result<S::Ok, S::Error> {
        output.serialize_str(&self.to_text().map_err(ser::Error::custom)?)
    }
}

impl PartialSchema for Timestamp {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new()
            .schema_type(Type::String)
            .format(Some(SchemaFormat::KnownFormat(KnownFormat::DateTime)))
            .description(Some("RFC 3339 in UTC with milliseconds, such as 2026-01-05T09:00:00.000Z."))
            .into()
    }
}

impl ToSchema for Timestamp {}
