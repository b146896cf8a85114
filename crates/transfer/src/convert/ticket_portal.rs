use deskhand_domain::people::{AccountStatus, Role};
use deskhand_domain::ticket::{Priority, TicketStatus};
use serde_json::Value;

use super::error::ConvertError;
use super::ids::Ids;
use super::mongo::{Document, documents};
use super::people::{OldPerson, People};
use super::tickets::{OldMessage, OldTicket, converted, record};
use super::{ConvertOptions, Converted};

const IDS: Ids = Ids("ticket portal");

/// Who wrote the answers: the portal does not say.
const SUPPORT: &str = "ticket-portal-support";

/// Converts the ticket portal: its collections `users`, `admins` and `tickets`. Its admins answer tickets, and are engineers here; its
/// superAdmin is a superadmin. The portal does not say who wrote an answer: all are by one account, which is out of use. Its tickets
/// have no titles: the first line of the text is it. Numbers are given in the order of creation.
///
/// # Errors
/// [`ConvertError`] names the document.
pub fn ticket_portal(
    users: &str,
    admins: &str,
    tickets: &str,
    options: ConvertOptions,
) -> Result<Converted, ConvertError> {
    let mut people = People::new(IDS, options);
    for user in documents("the user", users)?.iter().chain(&documents("the admin", admins)?) {
        add(&mut people, user)?;
    }
    let mut old = documents("the ticket", tickets)?;
    old.sort_by_cached_key(|ticket| (ticket.created_at().ok(), ticket.key.clone()));
    if let Some(first) = old.first().filter(|_| old.iter().any(|ticket| !ticket.list("ticketAnswers").is_empty())) {
        add_support(&mut people, first)?;
    }
    let mut records = Vec::new();
    for (ticket, number) in old.iter().zip(1..) {
        let customer = ticket.reference("customerId")?;
        records.push(record(IDS, &old_ticket(ticket, &customer, number)?, &mut people)?);
    }
    Ok(converted(people, records))
}

fn add(people: &mut People, user: &Document) -> Result<(), ConvertError> {
    let (username, created_at) = (user.text("userName")?, user.created_at()?);
    let names = ["userFirstName", "userLastName"].map(|field| user.text_or_none(field).unwrap_or_default());
    let name = names.join(" ");
    let person = OldPerson {
        key: &user.key,
        username,
        name: if name.trim().is_empty() { username } else { &name },
        email: user.text_or_none("email"),
        phone: user.text_or_none("mobileNumber"),
        hash: user.text_or_none("password"),
        role: match user.text_or_none("role") {
            Some("superAdmin") => Role::Superadmin,
            Some("admin") => Role::Engineer,
            _ => Role::Customer,
        },
        status: AccountStatus::Approved,
        is_verified: user.flag("isVerified"),
        created_at,
        updated_at: user.time("updatedAt").unwrap_or(created_at),
    };
    people.add(&person, &[&user.key])
}

fn add_support(people: &mut People, first: &Document) -> Result<(), ConvertError> {
    let created_at = first.created_at()?;
    let person = OldPerson {
        key: SUPPORT,
        username: SUPPORT,
        name: "Ticket portal",
        email: None,
        phone: None,
        hash: None,
        role: Role::Engineer,
        status: AccountStatus::Suspended,
        is_verified: false,
        created_at,
        updated_at: created_at,
    };
    people.add(&person, &[SUPPORT])
}

fn old_ticket<'a>(ticket: &'a Document, customer: &'a str, number: i64) -> Result<OldTicket<'a>, ConvertError> {
    let (created_at, text) = (ticket.created_at()?, ticket.text("ticketContent")?);
    let answers = ticket.list("ticketAnswers").iter().enumerate();
    let said = answers.map(|(place, answer)| OldMessage {
        key: format!("{} {place}", ticket.key),
        author: SUPPORT.to_owned(),
        is_note: false,
        text: answer.get("answer").and_then(Value::as_str).unwrap_or_default().to_owned(),
        at: created_at,
    });
    Ok(OldTicket {
        key: &ticket.key,
        number,
        title: text,
        text,
        priority: if ticket.flag("isHighPriority") { Priority::Urgent } else { Priority::Medium },
        status: match ticket.text_or_none("ticketStatus") {
            Some("closed") => TicketStatus::Closed,
            _ => TicketStatus::Open,
        },
        reporter: customer,
        assignee: None,
        created_at,
        updated_at: ticket.time("updatedAt").unwrap_or(created_at),
        resolved_at: None,
        said: said.collect(),
    })
}
