use deskhand_domain::people::Username;
use deskhand_domain::{Invalid, ports};

/// A ticket by id or number.
///
/// # Errors
/// [`Invalid`] where the text is neither.
pub fn named_ticket(text: &str) -> Result<ports::TicketKey, Invalid> {
    if let Ok(id) = text.parse() {
        return Ok(ports::TicketKey::Id(id));
    }
    // Rust's own parser would read "+1" as a number.
    if !text.bytes().all(|b| b.is_ascii_digit()) {
        return Err(Invalid::Format("a ticket number such as 42, or an id"));
    }
    text.parse().map(ports::TicketKey::Number)
}

/// A person by id or username: no username is long enough to be an id.
///
/// # Errors
/// [`Invalid`] where the text is neither.
pub fn named_person(text: &str) -> Result<ports::PersonKey, Invalid> {
    match text.parse() {
        Ok(id) => Ok(ports::PersonKey::Id(id)),
        Err(_) => Username::parse(text).map(ports::PersonKey::Username),
    }
}
