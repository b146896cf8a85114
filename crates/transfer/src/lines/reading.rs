use deskhand_domain::transfer::Record;
use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::desk::DeskLine;
use super::error::LineError;
use super::event::EventLine;
use super::person::PersonLine;
use super::ticket::TicketLine;

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
