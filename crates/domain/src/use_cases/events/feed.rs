use crate::ids::EventId;
use crate::people::Actor;
use crate::permissions::{self, EventVisibility};
use crate::ports::{FeedEvent, FeedPage, FeedPosition, PageLimit, Total};
use crate::use_cases::{Error, Events};

impl Events<'_> {
    /// Reads a page of the events after `after`, or from the first event, that the caller may see now.
    ///
    /// # Errors
    /// [`Error::EventExpired`] if the event `after` does not exist; [`Error::Refused`] if the account is not in use.
    pub async fn list(self, actor: &Actor, after: Option<EventId>, limit: PageLimit) -> Result<FeedPage, Error> {
        let after = match after {
            Some(event) => self.find(event).await?.ok_or(Error::EventExpired)?,
            None => FeedPosition::START,
        };
        self.after(actor, after, limit).await
    }

    /// Counts all events that the caller may see now.
    ///
    /// # Errors
    /// [`Error::Refused`] if the account is not in use.
    pub async fn count(self, actor: &Actor) -> Result<Total, Error> {
        let visibility = permissions::events_visible_to(actor, self.desk.workflow())?;
        Ok(self.desk.ports.events.count(visibility).await?)
    }

    /// As [`Events::list`], for a reader who has the position already.
    ///
    /// # Errors
    /// [`Error::Refused`] if the account is not in use.
    pub async fn after(self, actor: &Actor, after: FeedPosition, limit: PageLimit) -> Result<FeedPage, Error> {
        let visibility = permissions::events_visible_to(actor, self.desk.workflow())?;
        self.read(visibility, after, limit).await
    }

    /// Reads a page of all events after `after`, without checking permissions. For one reader on behalf of many
    /// subscribers, which must pass to each only the events that [`Events::visibility`] includes.
    ///
    /// # Errors
    /// [`Error::Storage`].
    pub async fn tail(self, after: FeedPosition, limit: PageLimit) -> Result<FeedPage, Error> {
        self.read(EventVisibility::EVERYTHING, after, limit).await
    }

    /// Every reader of a stream gets the same words, so that a rating is there for all of them without its stars.
    async fn read(self, sees: EventVisibility, after: FeedPosition, limit: PageLimit) -> Result<FeedPage, Error> {
        let mut page = self.desk.ports.events.read(sees, after, limit).await?;
        page.events = page.events.into_iter().map(FeedEvent::without_rating).collect();
        Ok(page)
    }

    /// Which events the caller may see.
    ///
    /// # Errors
    /// [`Error::Refused`] if the account is not in use.
    pub fn visibility(self, actor: &Actor) -> Result<EventVisibility, Error> {
        Ok(permissions::events_visible_to(actor, self.desk.workflow())?)
    }

    /// The position of the newest event.
    ///
    /// # Errors
    /// [`Error::Storage`].
    pub async fn newest(self) -> Result<FeedPosition, Error> {
        Ok(self.desk.ports.events.newest().await?)
    }

    /// The position of an event, if it exists. The nil UUID is the position before the first event.
    ///
    /// # Errors
    /// [`Error::Storage`].
    pub async fn find(self, event: EventId) -> Result<Option<FeedPosition>, Error> {
        if event == FeedPosition::START.event {
            return Ok(Some(FeedPosition::START));
        }
        Ok(self.desk.ports.events.find(event).await?)
    }
}
