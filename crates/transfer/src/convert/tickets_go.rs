use std::collections::HashMap;

use deskhand_domain::people::{AccountStatus, Role};
use deskhand_domain::ticket::{Priority, TicketStatus};
use time::OffsetDateTime;

use super::copy_format::{Row, tables};
use super::error::ConvertError;
use super::ids::Ids;
use super::people::{OldPerson, People};
use super::tickets::{OldMessage, OldTicket, converted, record};
use super::{ConvertOptions, Converted};
use crate::lines::Moment;

const IDS: Ids = Ids("tickets service in Go");

/// What the columns are called in one version of the service or another.
const AUTHOR: &[&str] = &["author", "author_email", "user_email", "email", "author_id", "user_id"];
const PASSWORD: &[&str] = &["password", "password_hash", "hashed_password"];
const KIND: &[&str] = &["type", "message_type"];

/// Converts the tickets service in Go: the tables `users`, `tickets` and `messages` of `pg_dump --data-only`. Several people may have the
/// same username there; from the second on it gets a number. Tickets keep their id as the number.
///
/// # Errors
/// [`ConvertError`] names the table, the column or the line.
pub fn tickets_go(dump: &str, options: ConvertOptions) -> Result<Converted, ConvertError> {
    let [users, tickets, messages] = tables(dump, ["users", "tickets", "messages"])?;
    let mut people = People::new(IDS, options);
    for user in users.rows() {
        add(&mut people, user)?;
    }
    let mut said = by_ticket(messages.rows())?;
    let mut records = Vec::new();
    for ticket in tickets.rows() {
        let mut said = said.remove(ticket.need(&["id"])?).unwrap_or_default();
        // The text of a ticket is its first message.
        let text = if said.is_empty() { String::new() } else { said.remove(0).text };
        records.push(record(IDS, &old_ticket(ticket, &text, said)?, &mut people)?);
    }
    Ok(converted(people, records))
}

fn add(people: &mut People, user: Row<'_>) -> Result<(), ConvertError> {
    let (key, email, created_at) = (user.need(&["id"])?, user.need(&["email"])?, time(user, &["created_at"])?);
    let username = user.get(&["username"]).unwrap_or(email);
    let person = OldPerson {
        key,
        username,
        name: username,
        email: Some(email),
        phone: None,
        hash: user.get(PASSWORD),
        role: if user.flag(&["is_superuser"]) {
            Role::Superadmin
        } else if user.flag(&["is_staff"]) {
            Role::Engineer
        } else {
            Role::Customer
        },
        status: AccountStatus::Approved,
        is_verified: false,
        created_at,
        updated_at: created_at,
    };
    people.add(&person, &[key, email])
}

fn by_ticket<'a>(rows: impl Iterator<Item = Row<'a>>) -> Result<HashMap<String, Vec<OldMessage>>, ConvertError> {
    let mut said: HashMap<String, Vec<OldMessage>> = HashMap::new();
    for (place, row) in rows.enumerate() {
        let message = OldMessage {
            key: row.get(&["id"]).map_or_else(|| place.to_string(), str::to_owned),
            author: row.need(AUTHOR)?.to_owned(),
            is_note: row.get(KIND) == Some("other"),
            text: row.need(&["text"])?.to_owned(),
            at: time(row, &["created_at"])?,
        };
        said.entry(row.need(&["ticket_id", "ticket"])?.to_owned()).or_default().push(message);
    }
    // Stable: those of one moment stay in the order of the table.
    said.values_mut().for_each(|messages| messages.sort_by_key(|message| message.at));
    Ok(said)
}

fn old_ticket<'a>(ticket: Row<'a>, text: &'a str, said: Vec<OldMessage>) -> Result<OldTicket<'a>, ConvertError> {
    let (key, created_at) = (ticket.need(&["id"])?, time(ticket, &["created_at"])?);
    Ok(OldTicket {
        key,
        number: key.parse().unwrap_or_default(),
        title: ticket.need(&["topic"])?,
        text,
        priority: Priority::Medium,
        status: match ticket.get(&["status"]) {
            Some("resolved") => TicketStatus::Resolved,
            Some("unresolved") => TicketStatus::Unresolved,
            Some("canceled") => TicketStatus::Canceled,
            _ => TicketStatus::Open,
        },
        reporter: ticket.need(AUTHOR)?,
        assignee: None,
        created_at,
        updated_at: time(ticket, &["updated_at", "created_at"])?,
        resolved_at: None,
        said,
    })
}

/// `2022-07-16 07:12:30.676834+00`, as PostgreSQL writes it; without a zone it is UTC.
fn time(row: Row<'_>, columns: &[&str]) -> Result<OffsetDateTime, ConvertError> {
    let text = row.need(columns)?;
    let day_and_time = text.replacen(' ', "T", 1);
    let zone = day_and_time.rfind(['+', '-']).filter(|place| *place > 10);
    let whole = match zone {
        Some(place) if day_and_time.len() - place == 3 => format!("{day_and_time}:00"),
        Some(_) => day_and_time,
        None => format!("{}Z", day_and_time.trim_end_matches('Z')),
    };
    Moment::parse(&whole).map(|moment| moment.0).ok_or_else(|| ConvertError::NoTable(format!("time, but {text:?}")))
}
