//! The tickets of a report as RFC 4180 has it: commas, quotes where they are needed, CRLF at the end of every record.

use actix_web::web::Bytes;
use csv::{Terminator, Writer, WriterBuilder};
use deskhand_domain::ports::TicketView;
use time::OffsetDateTime;

use super::escape::csv_escape;
use crate::times::timestamp;

/// The first record, always there.
const COLUMNS: [&str; 11] = [
    "ticket_id",
    "number",
    "subject",
    "body",
    "status",
    "resolved_at",
    "created_at",
    "first_response_at",
    "reporter",
    "assignee",
    "reopen_count",
];

type Failure = Box<dyn std::error::Error + Send + Sync>;

/// Tells Excel that the table is in UTF-8.
const BYTE_ORDER_MARK: &str = "\u{FEFF}";

/// The head of the table, with its first tickets.
pub(super) fn head_and_rows(tickets: &[TicketView], bom: bool) -> Result<Bytes, Failure> {
    let mut records = records(if bom { BYTE_ORDER_MARK } else { "" });
    records.write_record(COLUMNS)?;
    finish(records, tickets)
}

/// More tickets of the table.
pub(super) fn rows(tickets: &[TicketView]) -> Result<Bytes, Failure> {
    finish(records(""), tickets)
}

/// Records after these first characters.
fn records(first: &str) -> Writer<Vec<u8>> {
    WriterBuilder::new().terminator(Terminator::CRLF).from_writer(first.as_bytes().to_vec())
}

fn finish(mut records: Writer<Vec<u8>>, tickets: &[TicketView]) -> Result<Bytes, Failure> {
    for view in tickets {
        write_ticket(&mut records, view)?;
    }
    // The writer's own error would hold all that was written.
    let bytes = records.into_inner().map_err(|error| error.error().to_string())?;
    Ok(bytes.into())
}

fn write_ticket(records: &mut Writer<Vec<u8>>, view: &TicketView) -> Result<(), Failure> {
    let ticket = &view.ticket;
    let assignee = view.assignee.as_ref().map(|assignee| assignee.username.as_str());
    records.write_field(ticket.id.to_string())?;
    records.write_field(ticket.number.to_string())?;
    records.write_field(&*csv_escape(ticket.title.as_str()))?;
    records.write_field(&*csv_escape(ticket.description.as_str()))?;
    records.write_field(ticket.status.as_str())?;
    records.write_field(time(ticket.resolved_at)?)?;
    records.write_field(time(Some(ticket.created_at))?)?;
    records.write_field(time(ticket.first_response_at)?)?;
    records.write_field(&*csv_escape(view.reporter.username.as_str()))?;
    records.write_field(&*csv_escape(assignee.unwrap_or_default()))?;
    records.write_field(ticket.reopen_count.to_string())?;
    records.write_record(None::<&[u8]>)?;
    Ok(())
}

fn time(at: Option<OffsetDateTime>) -> Result<String, Failure> {
    Ok(at.map(timestamp).transpose()?.unwrap_or_default())
}
