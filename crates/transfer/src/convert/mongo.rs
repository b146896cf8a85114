//! Documents as `mongoexport` writes them: an array, or one a line; ids and dates in extended JSON.

use serde_json::Value;
use time::OffsetDateTime;

use super::error::ConvertError;
use crate::lines::Moment;

/// A document of a collection.
pub(super) struct Document {
    /// What it is, in words.
    of: &'static str,
    /// Its `_id`, as text.
    pub(super) key: String,
    fields: Value,
}

/// The documents of a collection, in the order of the file.
pub(super) fn documents(of: &'static str, text: &str) -> Result<Vec<Document>, ConvertError> {
    let mut values = Vec::new();
    for value in serde_json::Deserializer::from_str(text).into_iter::<Value>() {
        match value.map_err(|error| ConvertError::NoJson(of, error))? {
            Value::Array(several) => values.extend(several),
            one => values.push(one),
        }
    }
    values.into_iter().map(|fields| Document::new(of, fields)).collect()
}

impl Document {
    fn new(of: &'static str, fields: Value) -> Result<Self, ConvertError> {
        let key = fields.get("_id").and_then(id_text);
        let key = key.ok_or_else(|| ConvertError::NoField { of, key: fields.to_string(), field: "_id" })?;
        Ok(Self { of, key, fields })
    }

    fn missing(&self, field: &'static str) -> ConvertError {
        ConvertError::NoField { of: self.of, key: self.key.clone(), field }
    }

    pub(super) fn text(&self, field: &'static str) -> Result<&str, ConvertError> {
        self.text_or_none(field).ok_or_else(|| self.missing(field))
    }

    pub(super) fn text_or_none(&self, field: &str) -> Option<&str> {
        self.fields.get(field)?.as_str()
    }

    pub(super) fn number(&self, field: &'static str) -> Result<i64, ConvertError> {
        self.fields.get(field).and_then(number).ok_or_else(|| self.missing(field))
    }

    pub(super) fn flag(&self, field: &str) -> bool {
        self.fields.get(field).and_then(Value::as_bool).unwrap_or_default()
    }

    /// A reference to another document.
    pub(super) fn reference(&self, field: &'static str) -> Result<String, ConvertError> {
        self.fields.get(field).and_then(id_text).ok_or_else(|| self.missing(field))
    }

    /// The embedded documents of a list.
    pub(super) fn list(&self, field: &str) -> &[Value] {
        self.fields.get(field).and_then(Value::as_array).map_or(&[], Vec::as_slice)
    }

    pub(super) fn time(&self, field: &str) -> Option<OffsetDateTime> {
        self.fields.get(field).and_then(time)
    }

    /// When it was made: as it says, else as its id says.
    pub(super) fn created_at(&self) -> Result<OffsetDateTime, ConvertError> {
        let made = self.time("createdAt").or_else(|| time_of_id(&self.key));
        made.ok_or_else(|| self.missing("createdAt"))
    }
}

/// An `ObjectId`, or another id.
fn id_text(value: &Value) -> Option<String> {
    let plain = value.get("$oid").unwrap_or(value);
    plain.as_str().map(str::to_owned).or_else(|| number(plain).map(|number| number.to_string()))
}

fn number(value: &Value) -> Option<i64> {
    let wrapped = value.get("$numberInt").or_else(|| value.get("$numberLong"));
    match wrapped {
        Some(text) => text.as_str()?.parse().ok(),
        None => value.as_i64(),
    }
}

fn time(value: &Value) -> Option<OffsetDateTime> {
    let date = value.get("$date").unwrap_or(value);
    match date.as_str() {
        Some(text) => Moment::parse(text).map(|moment| moment.0),
        None => OffsetDateTime::from_unix_timestamp_nanos(i128::from(number(date)?) * 1_000_000).ok(),
    }
}

/// The first four bytes of an `ObjectId` are seconds since 1970.
fn time_of_id(key: &str) -> Option<OffsetDateTime> {
    let seconds = key.get(..8).filter(|_| key.len() == 24)?;
    OffsetDateTime::from_unix_timestamp(i64::from_str_radix(seconds, 16).ok()?).ok()
}
