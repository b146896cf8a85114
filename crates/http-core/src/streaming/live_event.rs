use deskhand_domain::PersonId;
use deskhand_domain::history::EventKind;
use deskhand_domain::permissions::{EventSubject, EventVisibility};
use deskhand_domain::ports::{FeedEvent, FeedPosition};

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
    /// As the encoder wrote it.
    pub json: Box<str>,
}

impl LiveEvent {
    pub(super) fn new(event: FeedEvent, encode: EventEncoder) -> Option<Self> {
        let (position, kind, subject) = (event.position, event.view.event.kind, event.subject());
        Some(Self { position, kind, subject, json: encode(event)?.into() })
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
