use crate::ids::EventId;
use crate::people::Actor;
use crate::permissions::{self, EventVisibility};
use crate::ports::{FeedPage, FeedPosition, PageLimit};
use crate::use_cases::{Error, Events};

impl Events<'_> {
    /// Reads what happened after `after`, or from the beginning, as far as the caller may know of it now.
    ///
    /// # Errors
    /// [`Error::EventExpired`] where there is no event `after`; [`Error::Refused`] where the account is not in use.
    pub async fn list(self, actor: &Actor, after: Option<EventId>, limit: PageLimit) -> Result<FeedPage, Error> {
        let after = match after {
            Some(event) => self.find(event).await?.ok_or(Error::EventExpired)?,
            None => FeedPosition::START,
        };
        self.after(actor, after, limit).await
    }

    /// How many events the caller may know of now, in all.
    ///
    /// # Errors
    /// [`Error::Refused`] where the account is not in use.
    pub async fn count(self, actor: &Actor) -> Result<u64, Error> {
        let visibility = permissions::events_visible_to(actor, self.desk.workflow())?;
        Ok(self.desk.ports.events.count(visibility).await?)
    }

    /// As [`Events::list`], for whoever keeps their place.
    ///
    /// # Errors
    /// [`Error::Refused`] where the account is not in use.
    pub async fn after(self, actor: &Actor, after: FeedPosition, limit: PageLimit) -> Result<FeedPage, Error> {
        let visibility = permissions::events_visible_to(actor, self.desk.workflow())?;
        Ok(self.desk.ports.events.read(visibility, after, limit).await?)
    }

    /// Reads what happened after `after`, whoever may know of it: for one reader on behalf of many listeners, who tells
    /// each only what [`Events::visibility`] includes.
    ///
    /// # Errors
    /// [`Error::Storage`].
    pub async fn tail(self, after: FeedPosition, limit: PageLimit) -> Result<FeedPage, Error> {
        Ok(self.desk.ports.events.read(EventVisibility::EVERYTHING, after, limit).await?)
    }

    /// Which events the caller may insert of.
    ///
    /// # Errors
    /// [`Error::Refused`] where the account is not in use.
    pub fn visibility(self, actor: &Actor) -> Result<EventVisibility, Error> {
        Ok(permissions::events_visible_to(actor, self.desk.workflow())?)
    }

    /// The place of the newest event.
    ///
    /// # Errors
    /// [`Error::Storage`].
    pub async fn newest(self) -> Result<FeedPosition, Error> {
        Ok(self.desk.ports.events.newest().await?)
    }

    /// The place of an event, if it is in the log. The nil UUID stands before the first.
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
