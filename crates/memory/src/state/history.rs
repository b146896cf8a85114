//! Events with the names of their people.

use deskhand_domain::PersonId;
use deskhand_domain::history::{Event, Topic};
use deskhand_domain::people::PersonRef;
use deskhand_domain::ports::{FeedEvent, FeedPosition, FeedTicket, FeedTopic, HistoryView, StorageError};

use super::{State, corrupt};

impl State {
    pub(crate) fn event_view(&self, event: &Event) -> Result<HistoryView, StorageError> {
        // Only where the event names people before and after are ids; elsewhere a text may look like one by chance.
        let person = |id: &Option<String>| -> Result<Option<PersonRef>, StorageError> {
            let id = id.as_deref().filter(|_| event.kind.names_people());
            let id: Option<PersonId> = id.and_then(|id| id.parse().ok());
            id.map(|id| self.ref_of(id)).transpose()
        };
        let by = event.by.person().map(|id| self.ref_of(id)).transpose()?;
        Ok(HistoryView { event: event.clone(), by, before: person(&event.before)?, after: person(&event.after)? })
    }

    pub(crate) fn feed_event(&self, position: FeedPosition, event: &Event) -> Result<FeedEvent, StorageError> {
        let about = match event.topic {
            Topic::Ticket(id) => FeedTopic::Ticket(
                id,
                self.tickets.get(&id).map(|ticket| FeedTicket {
                    number: ticket.number,
                    title: ticket.title.clone(),
                    reporter: ticket.reporter,
                    assignee: ticket.assignee,
                    followers: ticket.followers.clone(),
                }),
            ),
            Topic::Person(id) => {
                let person = self
                    .people
                    .get(&id)
                    .ok_or_else(|| corrupt("people", "a person is referred to that is not there"))?;
                FeedTopic::Person(person.to_ref(), person.role)
            }
        };
        Ok(FeedEvent { position, view: self.event_view(event)?, about })
    }
}
