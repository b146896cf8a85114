use deskhand_domain::PersonId;
use deskhand_domain::history::EventKind;
use deskhand_domain::permissions::{EventSubject, EventVisibility};
use deskhand_domain::ports::{FeedEvent, FeedPosition, FeedTopic};
use deskhand_domain::ticket::TicketNumber;

/// Writes an event as the streams send it; `None` where it can't be written.
pub type EventEncoder = fn(FeedEvent) -> Option<String>;

/// An event that all streams share: encoded once, sent to those who may see it.
#[derive(Debug)]
pub struct LiveEvent {
    /// Where it is in the feed.
    pub position: FeedPosition,
    /// What happened.
    pub kind: EventKind,
    subject: EventSubject,
    /// The number of the ticket that it is about, if any is left.
    ticket: Option<TicketNumber>,
    /// As the encoder wrote it.
    pub json: Box<str>,
}

impl LiveEvent {
    pub(super) fn new(event: FeedEvent, encode: EventEncoder) -> Option<Self> {
        let (position, kind, subject) = (event.position, event.view.event.kind, event.subject());
        let ticket = match &event.about {
            FeedTopic::Ticket(_, ticket) => ticket.as_ref().map(|ticket| ticket.number),
            FeedTopic::Person(..) => None,
        };
        Some(Self { position, kind, subject, ticket, json: encode(event)?.into() })
    }

    /// Its kind and the number of its ticket, as JSON.
    #[must_use]
    pub fn hint(&self) -> String {
        let ticket = self.ticket.map_or_else(|| "null".to_owned(), |number| number.to_string());
        format!("{{\"kind\":\"{}\",\"ticket\":{ticket}}}", self.kind)
    }

    /// The person whose role it changes: from here on they see other things.
    pub(super) const fn person_with_new_role(&self) -> Option<PersonId> {
        match (self.kind, &self.subject) {
            (EventKind::RoleChanged, EventSubject::Person { id, .. }) => Some(*id),
            _ => None,
        }
    }

    pub(super) fn is_visible_to(&self, visibility: &EventVisibility) -> bool {
        visibility.includes(self.kind, &self.subject)
    }
}
