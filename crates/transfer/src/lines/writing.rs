use deskhand_domain::transfer::Record;

use super::desk::DeskLine;
use super::event::EventLine;
use super::person::PersonLine;
use super::ticket::TicketLine;

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
