use std::collections::HashMap;

use deskhand_domain::people::{AccountStatus, Role};
use deskhand_domain::ticket::{Priority, TicketStatus};

use super::error::ConvertError;
use super::ids::Ids;
use super::mongo::{Document, documents};
use super::people::{OldPerson, People};
use super::tickets::{OldMessage, OldTicket, converted, record};
use super::{ConvertOptions, Converted};

const IDS: Ids = Ids("support tracker");

/// Converts the tracker of support requests: its collections `users`, `tickets` and `replies`. People have no addresses there. Tickets
/// keep their `ticketId` as the number.
///
/// # Errors
/// [`ConvertError`] names the document.
pub fn support_tracker(
    users: &str,
    tickets: &str,
    replies: &str,
    options: ConvertOptions,
) -> Result<Converted, ConvertError> {
    let mut people = People::new(IDS, options);
    for user in documents("the user", users)? {
        add(&mut people, &user)?;
    }
    let mut said = by_ticket(&documents("the reply", replies)?)?;
    let mut records = Vec::new();
    let mut old = documents("the ticket", tickets)?;
    old.sort_by_cached_key(|ticket| ticket.number("ticketId").ok());
    for ticket in &old {
        let said = said.remove(&ticket.key).unwrap_or_default();
        let author = ticket.reference("author")?;
        records.push(record(IDS, &old_ticket(ticket, &author, said)?, &mut people)?);
    }
    Ok(converted(people, records))
}

fn add(people: &mut People, user: &Document) -> Result<(), ConvertError> {
    let (username, created_at) = (user.text("username")?, user.created_at()?);
    let person = OldPerson {
        key: &user.key,
        username,
        name: username,
        email: None,
        phone: None,
        hash: user.text_or_none("pin").or_else(|| user.text_or_none("password")),
        role: match user.text_or_none("role") {
            Some("ADMIN") => Role::Admin,
            Some("SUPPORT_AGENT") => Role::Engineer,
            _ => Role::Customer,
        },
        status: AccountStatus::Approved,
        is_verified: false,
        created_at,
        updated_at: user.time("updatedAt").unwrap_or(created_at),
    };
    people.add(&person, &[&user.key])
}

/// The replies of each ticket, in order.
fn by_ticket(replies: &[Document]) -> Result<HashMap<String, Vec<OldMessage>>, ConvertError> {
    let mut said: HashMap<String, Vec<OldMessage>> = HashMap::new();
    for reply in replies {
        let message = OldMessage {
            key: reply.key.clone(),
            author: reply.reference("author")?,
            is_note: false,
            text: reply.text("body")?.to_owned(),
            at: reply.created_at()?,
        };
        said.entry(reply.reference("ticketId")?).or_default().push(message);
    }
    for messages in said.values_mut() {
        messages.sort_by(|one, next| (one.at, &one.key).cmp(&(next.at, &next.key)));
    }
    Ok(said)
}

fn old_ticket<'a>(ticket: &'a Document, author: &'a str, said: Vec<OldMessage>) -> Result<OldTicket<'a>, ConvertError> {
    let created_at = ticket.created_at()?;
    Ok(OldTicket {
        key: &ticket.key,
        number: ticket.number("ticketId")?,
        title: ticket.text("subject")?,
        text: ticket.text("body")?,
        priority: Priority::Medium,
        status: match ticket.text_or_none("status") {
            Some("RESOLVED") => TicketStatus::Resolved,
            _ => TicketStatus::Open,
        },
        reporter: author,
        assignee: None,
        created_at,
        updated_at: ticket.time("updatedAt").unwrap_or(created_at),
        resolved_at: ticket.time("resolvedAt"),
        said,
    })
}
