//! Decodes columns. An error names the table and the column, never the value.

use std::fmt::Display;
use std::str::FromStr;

use deskhand_domain::Invalid;
use deskhand_domain::ports::StorageError;
use serde::Serialize;
use serde::de::DeserializeOwned;
use time::{Duration, OffsetDateTime};

/// The table whose row is decoded.
#[derive(Clone, Copy)]
pub(crate) struct Table(pub(crate) &'static str);

impl Table {
    pub(crate) fn corrupt(self, column: &str, why: impl Display) -> StorageError {
        StorageError::Corrupt { table: self.0, reason: format!("{column} {why}") }
    }

    pub(crate) fn parsed<T>(self, column: &str, value: Result<T, Invalid>) -> Result<T, StorageError> {
        value.map_err(|reason| self.corrupt(column, reason))
    }

    pub(crate) fn word<T: FromStr<Err = Invalid>>(self, column: &str, word: &str) -> Result<T, StorageError> {
        self.parsed(column, word.parse())
    }

    pub(crate) fn time(self, column: &str, millis: i64) -> Result<OffsetDateTime, StorageError> {
        OffsetDateTime::from_unix_timestamp_nanos(i128::from(millis) * 1_000_000)
            .map_err(|_| self.corrupt(column, "is not a time"))
    }

    pub(crate) fn time_or_none(
        self,
        column: &str,
        millis: Option<i64>,
    ) -> Result<Option<OffsetDateTime>, StorageError> {
        millis.map(|millis| self.time(column, millis)).transpose()
    }

    pub(crate) fn number<T, N: TryInto<T>>(self, column: &str, number: N) -> Result<T, StorageError> {
        number.try_into().map_err(|_| self.corrupt(column, "is out of range"))
    }

    pub(crate) fn json<T: DeserializeOwned>(self, column: &str, text: &str) -> Result<T, StorageError> {
        // serde's own message quotes the value.
        serde_json::from_str(text).map_err(|error| {
            self.corrupt(column, format!("is not the JSON wanted (line {}, column {})", error.line(), error.column()))
        })
    }
}

/// Milliseconds since 1970, which both databases store and compare exactly.
pub(crate) fn millis(at: OffsetDateTime) -> i64 {
    at.unix_timestamp() * 1000 + i64::from(at.millisecond())
}

pub(crate) fn millis_in(span: Duration) -> i64 {
    i64::try_from(span.whole_milliseconds()).unwrap_or(i64::MAX / 2)
}

/// A count or version for its column. Only a fault makes a number beyond the column's range.
pub(crate) fn whole<T, N: TryInto<T>>(number: N) -> Result<T, StorageError> {
    number.try_into().map_err(|_| StorageError::Unavailable("a number is too large for its column".into()))
}

pub(crate) fn to_json<T: Serialize>(value: &T) -> Result<String, StorageError> {
    serde_json::to_string(value).map_err(|error| StorageError::Unavailable(Box::new(error)))
}
