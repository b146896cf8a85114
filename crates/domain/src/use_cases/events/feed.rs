use crate::ids::EventId;
use crate::people::Actor;
use crate::permissions::{self, EventVisibility};
use crate::ports::{FeedPage, FeedPosition, PageLimit};
use crate::use_cases::{Error, UseCases};

impl UseCases {
    /// Reads what happened after `after`, or from the beginning, as far as the caller may know of it now.
    ///
    /// # Errors
    /// [`Error::EventExpired`] where there is no event `after`; [`Error::Refused`] where the account is not in use.
    pub async fn list_events(
        &self,
        actor: &Actor,
        after: Option<EventId>,
        limit: PageLimit,
    ) -> Result<FeedPage, Error> {
        let after = match after {
            Some(event) => self.find_event(event).await?.ok_or(Error::EventExpired)?,
            None => FeedPosition::START,
        };
        self.events_after(actor, after, limit).await
    }

    /// How many events the caller may know of now, in all.
    ///
    /// # Errors
    /// [`Error::Refused`] where the account is not in use.
    pub async fn count_events(&self, actor: &Actor) -> Result<u64, Error> {
        let sees = permissions::events_visible_to(actor, self.workflow())?;
        Ok(self.ports.events.count(sees).await?)
    }

    /// As [`UseCases::list_events`], for whoever keeps their place.
    ///
    /// # Errors
    /// [`Error::Refused`] where the account is not in use.
    pub async fn events_after(&self, actor: &Actor, after: FeedPosition, limit: PageLimit) -> Result<FeedPage, Error> {
        let sees = permissions::events_visible_to(actor, self.workflow())?;
        Ok(self.ports.events.read(sees, after, limit).await?)
    }

    /// Reads what happened after `after`, whoever may know of it: for one reader on behalf of many listeners, who tells
    /// each only what [`UseCases::visible_events`] includes.
    ///
    /// # Errors
    /// [`Error::Storage`].
    pub async fn tail_of_log(&self, after: FeedPosition, limit: PageLimit) -> Result<FeedPage, Error> {
        Ok(self.ports.events.read(EventVisibility::EVERYTHING, after, limit).await?)
    }

    /// Which events the caller may learn of.
    ///
    /// # Errors
    /// [`Error::Refused`] where the account is not in use.
    pub fn visible_events(&self, actor: &Actor) -> Result<EventVisibility, Error> {
        Ok(permissions::events_visible_to(actor, self.workflow())?)
    }

    /// The place of the newest event.
    ///
    /// # Errors
    /// [`Error::Storage`].
    pub async fn newest_event(&self) -> Result<FeedPosition, Error> {
        Ok(self.ports.events.newest().await?)
    }

    /// The place of an event, if it is in the log. The nil UUID stands before the first.
    ///
    /// # Errors
    /// [`Error::Storage`].
    pub async fn find_event(&self, event: EventId) -> Result<Option<FeedPosition>, Error> {
        if event == FeedPosition::START.event {
            return Ok(Some(FeedPosition::START));
        }
        Ok(self.ports.events.find(event).await?)
    }
}
