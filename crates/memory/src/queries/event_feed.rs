//! Reads of the log. One unit of work after the other appends, so the order of appending
//! is the order of commits.

use async_trait::async_trait;
use deskhand_domain::history::Event;
use deskhand_domain::permissions::EventVisibility;
use deskhand_domain::ports::{EventFeed, FeedPage, FeedPosition, PageLimit, StorageError, Total};
use deskhand_domain::{EventId, TicketId};

use crate::MemoryStorage;

#[async_trait]
impl EventFeed for MemoryStorage {
    async fn newest(&self) -> Result<FeedPosition, StorageError> {
        Ok(places(&self.committed().history).last().map_or(FeedPosition::START, |(place, _)| place))
    }

    async fn find(&self, event: EventId) -> Result<Option<FeedPosition>, StorageError> {
        Ok(places(&self.committed().history).map(|(place, _)| place).find(|place| place.event == event))
    }

    async fn read(
        &self,
        sees: EventVisibility,
        after: FeedPosition,
        limit: PageLimit,
    ) -> Result<FeedPage, StorageError> {
        let state = self.committed();
        let mut page = FeedPage { events: Vec::new(), read_to: after, has_more: false };
        for (position, event) in places(&state.history).filter(|(place, _)| *place > after) {
            let event = state.feed_event(position, event)?;
            if sees.includes(event.view.event.kind, &event.subject()) {
                if page.events.len() == limit.get() as usize {
                    page.has_more = true;
                    return Ok(page);
                }
                page.events.push(event);
            }
            page.read_to = position;
        }
        Ok(page)
    }

    async fn count(&self, sees: EventVisibility) -> Result<Total, StorageError> {
        let state = self.committed();
        let mut count = 0;
        for (position, event) in places(&state.history) {
            let event = state.feed_event(position, event)?;
            count += u64::from(sees.includes(event.view.event.kind, &event.subject()));
        }
        Ok(Total::of(count))
    }

    async fn count_of_ticket(&self, ticket: TicketId, with_internal: bool) -> Result<Total, StorageError> {
        let state = self.committed();
        let events = state.history.iter().filter(|event| event.topic.ticket() == Some(ticket));
        Ok(Total::of(events.filter(|event| with_internal || !event.kind.is_internal()).count() as u64))
    }
}

pub(super) fn places(history: &[Event]) -> impl DoubleEndedIterator<Item = (FeedPosition, &Event)> {
    let place = |(seq, event): (usize, &Event)| FeedPosition {
        work: 0,
        seq: i64::try_from(seq).unwrap_or(i64::MAX),
        event: event.id,
    };
    history.iter().enumerate().map(move |(seq, event)| (place((seq, event)), event))
}
