use async_trait::async_trait;

use super::super::{EventFeed, FeedPage, FeedPosition, PageLimit, StorageError, Total};
use super::{Unsupported, unsupported};
use crate::ids::{EventId, TicketId};
use crate::permissions::EventVisibility;

const EVENTS: &str = "the event feed";

#[async_trait]
impl EventFeed for Unsupported {
    async fn newest(&self) -> Result<FeedPosition, StorageError> {
        unsupported(EVENTS)
    }

    async fn find(&self, _: EventId) -> Result<Option<FeedPosition>, StorageError> {
        unsupported(EVENTS)
    }

    async fn read(&self, _: EventVisibility, _: FeedPosition, _: PageLimit) -> Result<FeedPage, StorageError> {
        unsupported(EVENTS)
    }

    async fn count(&self, _: EventVisibility) -> Result<Total, StorageError> {
        unsupported(EVENTS)
    }

    async fn count_of_ticket(&self, _: TicketId, _: bool) -> Result<Total, StorageError> {
        unsupported(EVENTS)
    }
}
