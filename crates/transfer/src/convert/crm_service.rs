use deskhand_domain::people::{AccountStatus, Role};
use deskhand_domain::ticket::{Priority, TicketStatus};

use super::error::ConvertError;
use super::ids::Ids;
use super::mongo::{Document, documents};
use super::people::{OldPerson, People};
use super::tickets::{OldTicket, converted, record};
use super::{ConvertOptions, Converted};

const IDS: Ids = Ids("crm service");

/// Converts the CRM service: its collections `users` and `tickets`. Tickets name people by their `userId`. An ADMIN there makes other
/// admins, and so is a superadmin here. Numbers are given in the order of creation.
///
/// # Errors
/// [`ConvertError`] names the document.
pub fn crm_service(users: &str, tickets: &str, options: ConvertOptions) -> Result<Converted, ConvertError> {
    let mut people = People::new(IDS, options);
    for user in documents("the user", users)? {
        add(&mut people, &user)?;
    }
    let mut old = documents("the ticket", tickets)?;
    old.sort_by_cached_key(|ticket| (ticket.created_at().ok(), ticket.key.clone()));
    let mut records = Vec::new();
    for (ticket, number) in old.iter().zip(1..) {
        records.push(record(IDS, &old_ticket(ticket, number)?, &mut people)?);
    }
    Ok(converted(people, records))
}

fn add(people: &mut People, user: &Document) -> Result<(), ConvertError> {
    let (username, created_at) = (user.text("userId")?, user.created_at()?);
    let person = OldPerson {
        key: &user.key,
        username,
        name: user.text_or_none("name").unwrap_or(username),
        email: user.text_or_none("email"),
        phone: None,
        hash: user.text_or_none("password"),
        role: match user.text_or_none("userType") {
            Some("ADMIN") => Role::Superadmin,
            Some("ENGINEER") => Role::Engineer,
            _ => Role::Customer,
        },
        status: match user.text_or_none("userStatus") {
            Some("PENDING") => AccountStatus::Pending,
            Some("REJECTED") => AccountStatus::Rejected,
            _ => AccountStatus::Approved,
        },
        is_verified: false,
        created_at,
        updated_at: user.time("updatedAt").unwrap_or(created_at),
    };
    people.add(&person, &[username])
}

fn old_ticket(ticket: &Document, number: i64) -> Result<OldTicket<'_>, ConvertError> {
    let created_at = ticket.created_at()?;
    Ok(OldTicket {
        key: &ticket.key,
        number,
        title: ticket.text("title")?,
        text: ticket.text("description")?,
        priority: match ticket.number("ticketPriority").unwrap_or(4) {
            ..=1 => Priority::Urgent,
            2 => Priority::High,
            3 => Priority::Medium,
            _ => Priority::Low,
        },
        status: match ticket.text_or_none("status") {
            Some("BLOCKED") => TicketStatus::Blocked,
            Some("CLOSED") => TicketStatus::Closed,
            _ => TicketStatus::Open,
        },
        reporter: ticket.text("reporter")?,
        assignee: ticket.text_or_none("assignee"),
        created_at,
        updated_at: ticket.time("updatedAt").unwrap_or(created_at),
        resolved_at: None,
        said: Vec::new(),
    })
}
