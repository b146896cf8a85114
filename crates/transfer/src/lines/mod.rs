//! One record, one line: an object with a `type`.

mod decision;
mod event;
mod file;
mod kind;
mod message;
mod moment;
mod person;
mod reading;
mod ticket;
mod values;

use deskhand_domain::transfer::{DeskRecord, Record};
use serde::{Deserialize, Serialize};

use self::event::EventLine;
use self::kind::Kind;
use self::person::PersonLine;
use self::ticket::TicketLine;

pub(crate) use moment::Moment;
pub use reading::{LineError, read_line};

/// The format that this version writes, and the newest that it reads.
pub const LINE_FORMAT: u32 = 1;

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct DeskLine {
    r#type: Kind,
    /// Of all lines that follow.
    format: u32,
    last_number: u64,
}

/// Writes a record as a line, with its end.
///
/// # Errors
/// Only where memory runs out.
pub fn write_line(record: &Record, out: &mut Vec<u8>) -> serde_json::Result<()> {
    match record {
        Record::Desk(desk) => serde_json::to_writer(&mut *out, &DeskLine::of(*desk))?,
        Record::Person(whole) => serde_json::to_writer(&mut *out, &PersonLine::of(whole))?,
        Record::Event(event) => serde_json::to_writer(&mut *out, &EventLine::of(event))?,
        Record::Ticket(whole) => serde_json::to_writer(&mut *out, &TicketLine::of(whole))?,
    }
    out.push(b'\n');
    Ok(())
}

impl DeskLine {
    const fn of(desk: DeskRecord) -> Self {
        Self { r#type: Kind("desk"), format: LINE_FORMAT, last_number: desk.last_number }
    }

    fn into_record(self) -> Result<Record, LineError> {
        if self.format == 0 || self.format > LINE_FORMAT {
            return Err(LineError::UnknownFormat(self.format));
        }
        Ok(Record::Desk(DeskRecord { last_number: self.last_number }))
    }
}
