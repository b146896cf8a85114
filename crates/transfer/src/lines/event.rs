use deskhand_domain::PersonId;
use deskhand_domain::history::{By, Event, Topic};
use deskhand_domain::transfer::Record;
use serde::{Deserialize, Serialize};

use super::error::LineError;
use super::kind::Kind;
use super::moment::Moment;
use super::values::{optional_word, word};

/// An event that belongs to no ticket.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct EventLine {
    r#type: Kind,
    id: String,
    /// Whom it is about; else `ticket` says which ticket.
    person: Option<String>,
    /// A ticket that was deleted.
    ticket: Option<String>,
    at: Moment,
    by: Option<String>,
    kind: String,
    before: Option<String>,
    after: Option<String>,
    message: Option<String>,
}

/// An event of the ticket that it is with.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct TicketEventLine {
    id: String,
    at: Moment,
    /// Who did it; the system where there is none.
    by: Option<String>,
    kind: String,
    before: Option<String>,
    after: Option<String>,
    message: Option<String>,
}

impl EventLine {
    pub(super) fn of(event: &Event) -> Self {
        let TicketEventLine { id, at, by, kind, before, after, message } = TicketEventLine::of(event);
        let (person, ticket) = match event.topic {
            Topic::Person(id) => (Some(id.to_string()), None),
            Topic::Ticket(id) => (None, Some(id.to_string())),
        };
        Self { r#type: Kind("event"), id, person, ticket, at, by, kind, before, after, message }
    }

    pub(super) fn into_record(self) -> Result<Record, LineError> {
        let topic = match (&self.person, &self.ticket) {
            (Some(person), None) => Topic::Person(word("person", person)?),
            (None, Some(ticket)) => Topic::Ticket(word("ticket", ticket)?),
            _ => return Err(LineError::Shape("an event has either a person or a ticket".to_owned())),
        };
        let Self { id, at, by, kind, before, after, message, .. } = self;
        let event = TicketEventLine { id, at, by, kind, before, after, message }.event(topic, "")?;
        Ok(Record::Event(Box::new(event)))
    }
}

impl TicketEventLine {
    pub(super) fn of(event: &Event) -> Self {
        Self {
            id: event.id.to_string(),
            at: Moment(event.at),
            by: event.by.person().map(|id| id.to_string()),
            kind: event.kind.to_string(),
            before: event.before.clone(),
            after: event.after.clone(),
            message: event.message.map(|id| id.to_string()),
        }
    }

    pub(super) fn event(self, topic: Topic, path: &str) -> Result<Event, LineError> {
        let by: Option<PersonId> = optional_word(&format!("{path}by"), self.by.as_ref())?;
        Ok(Event {
            id: word(&format!("{path}id"), &self.id)?,
            at: self.at.0,
            by: by.map_or(By::System, By::Person),
            topic,
            kind: word(&format!("{path}kind"), &self.kind)?,
            before: self.before,
            after: self.after,
            message: optional_word(&format!("{path}message"), self.message.as_ref())?,
        })
    }
}
