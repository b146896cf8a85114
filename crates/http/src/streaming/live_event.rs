use deskhand_domain::PersonId;
use deskhand_domain::history::EventKind;
use deskhand_domain::permissions::{EventSubject, EventVisibility};
use deskhand_domain::ports::{FeedEvent, FeedPosition};

use crate::dto::FeedEventJson;

/// An event as all streams share it: written out once, told to those who may know of it.
#[derive(Debug)]
pub(super) struct LiveEvent {
    pub(super) position: FeedPosition,
    pub(super) kind: EventKind,
    subject: EventSubject,
    pub(super) json: Box<str>,
}

impl LiveEvent {
    /// Who sees other things from here on.
    pub(super) const fn person_with_new_role(&self) -> Option<PersonId> {
        match (self.kind, &self.subject) {
            (EventKind::RoleChanged, EventSubject::Person { id, .. }) => Some(*id),
            _ => None,
        }
    }

    pub(super) fn is_for(&self, sees: &EventVisibility) -> bool {
        sees.includes(self.kind, &self.subject)
    }
}

impl TryFrom<FeedEvent> for LiveEvent {
    type Error = serde_json::Error;

    fn try_from(event: FeedEvent) -> Result<Self, serde_json::Error> {
        let (position, kind, subject) = (event.position, event.view.event.kind, event.subject());
        let json = serde_json::to_string(&FeedEventJson::from(event))?.into();
        Ok(Self { position, kind, subject, json })
    }
}
