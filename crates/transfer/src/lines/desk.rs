use deskhand_domain::transfer::{DeskRecord, Record};
use serde::{Deserialize, Serialize};

use super::error::LineError;
use super::kind::Kind;

/// The format that this version writes, and the newest that it reads.
pub const LINE_FORMAT: u32 = 1;

/// The line of the desk as a whole.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DeskLine {
    r#type: Kind,
    /// Of all lines that follow.
    format: u32,
    last_number: u64,
}

impl DeskLine {
    pub(super) const fn of(desk: DeskRecord) -> Self {
        Self { r#type: Kind("desk"), format: LINE_FORMAT, last_number: desk.last_number }
    }

    pub(super) fn into_record(self) -> Result<Record, LineError> {
        if self.format == 0 || self.format > LINE_FORMAT {
            return Err(LineError::UnknownFormat(self.format));
        }
        Ok(Record::Desk(DeskRecord { last_number: self.last_number }))
    }
}
