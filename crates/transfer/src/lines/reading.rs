use deskhand_domain::Invalid;
use deskhand_domain::transfer::Record;
use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::DeskLine;
use super::event::EventLine;
use super::person::PersonLine;
use super::ticket::TicketLine;

/// Why a line is no record.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum LineError {
    /// It is no JSON object with a `type`.
    #[error("the line is no JSON object with a \"type\": {0}")]
    NoObject(String),
    /// The type is none of those that there are.
    #[error("the type \"{0}\" is not known; there are desk, person, event and ticket")]
    UnknownType(String),
    /// The file is of a newer version.
    #[error("the format {0} is not known to this version of deskhand")]
    UnknownFormat(u32),
    /// A value is missing, unknown or of another kind.
    #[error("{0}")]
    Shape(String),
    /// A value is not valid.
    #[error("{path} {reason}")]
    Value {
        /// Where it is.
        path: String,
        /// Why it is not.
        reason: Invalid,
    },
}

impl LineError {
    /// A value that is not valid, at this place.
    pub(super) fn at(path: impl Into<String>) -> impl FnOnce(Invalid) -> Self {
        let path = path.into();
        move |reason| Self::Value { path, reason }
    }
}

#[derive(Deserialize)]
struct Typed {
    r#type: String,
}

/// Reads a line.
///
/// # Errors
/// [`LineError`] says what is wrong, and where in the line.
pub fn read_line(line: &[u8]) -> Result<Record, LineError> {
    let typed: Typed = serde_json::from_slice(line).map_err(|error| LineError::NoObject(error.to_string()))?;
    match typed.r#type.as_str() {
        "desk" => parse::<DeskLine>(line)?.into_record(),
        "person" => parse::<PersonLine>(line)?.into_record(),
        "event" => parse::<EventLine>(line)?.into_record(),
        "ticket" => parse::<TicketLine>(line)?.into_record(),
        other => Err(LineError::UnknownType(other.chars().take(40).collect())),
    }
}

fn parse<T: DeserializeOwned>(line: &[u8]) -> Result<T, LineError> {
    let mut reader = serde_json::Deserializer::from_slice(line);
    serde_path_to_error::deserialize(&mut reader).map_err(|error| LineError::Shape(described(&error)))
}

/// Without the column, which is of little use in a long line.
fn described(error: &serde_path_to_error::Error<serde_json::Error>) -> String {
    let reason = error.inner().to_string();
    let reason = reason.rsplit_once(" at line ").map_or(reason.as_str(), |(reason, _)| reason);
    match error.path().to_string().as_str() {
        "." => reason.to_owned(),
        path => format!("{path}: {reason}"),
    }
}
