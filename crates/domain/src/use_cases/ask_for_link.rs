use time::Duration;

use super::work::Work;
use super::{Error, UseCases};
use crate::people::{By, EmailAddress, LinkPurpose};
use crate::ports::LinkRequest;

/// So many requests may wait; what comes then is lost. It bounds what strangers can fill the store with.
const MOST_WAITING: u32 = 10_000;

/// Whoever asked longer ago has asked again, or does not want it any more.
const WORTH_AN_ANSWER: Duration = Duration::hours(1);

impl UseCases {
    /// Notes that somebody asks for another verification mail. Whether one is sent, the background decides.
    ///
    /// # Errors
    /// [`Error::Storage`].
    pub async fn ask_for_verification(&self, address: EmailAddress) -> Result<(), Error> {
        self.ask_for_link(LinkPurpose::VerifyEmail, address).await
    }

    /// Notes that somebody forgot their password. Whether a link is sent, the background decides.
    ///
    /// # Errors
    /// [`Error::Storage`].
    pub async fn ask_for_reset(&self, address: EmailAddress) -> Result<(), Error> {
        self.ask_for_link(LinkPurpose::ResetPassword, address).await
    }

    /// Answers up to `limit` requests for links, each with a mail or with nothing, and says how many those were. None
    /// while mail is paused: a link would run out before anybody gets it.
    ///
    /// # Errors
    /// [`Error::Storage`].
    pub async fn answer_link_requests(&self, limit: u32) -> Result<u32, Error> {
        for answered in 0..limit {
            // One at a time: it locks a person, and two workers with several each could wait for one another.
            if !self.in_one_go(By::System, |work| Box::pin(work.answer_link_request())).await? {
                return Ok(answered);
            }
        }
        Ok(limit)
    }

    async fn ask_for_link(&self, purpose: LinkPurpose, address: EmailAddress) -> Result<(), Error> {
        let id = self.ports.ids.uuid();
        let request = LinkRequest { id, purpose, address, requested_at: self.ports.clock.now() };
        self.in_one_go(By::System, |work| Box::pin(work.note_link_request(&request))).await?;
        self.ports.feed.wake();
        Ok(())
    }
}

impl Work<'_> {
    async fn note_link_request(&mut self, request: &LinkRequest) -> Result<(), Error> {
        Ok(self.uow.link_requests().add(request, MOST_WAITING).await?)
    }

    /// Answers the oldest request. `false` where there is none.
    async fn answer_link_request(&mut self) -> Result<bool, Error> {
        if self.uow.upkeep().mail_paused_since().await?.is_some() {
            return Ok(false);
        }
        let Some(request) = self.uow.link_requests().take_oldest().await? else { return Ok(false) };
        if self.now - request.requested_at <= WORTH_AN_ANSWER {
            self.send_link_to(&request.address, request.purpose).await?;
        }
        Ok(true)
    }

    async fn send_link_to(&mut self, address: &EmailAddress, purpose: LinkPurpose) -> Result<(), Error> {
        let Some(found) = self.uow.people().find_by_email(address).await? else { return Ok(()) };
        // Asked again, now that nobody else can change them.
        let locked = self.uow.people().find(found.id).await?;
        let Some(person) = locked.filter(|person| person.is_reached_at(address)) else { return Ok(()) };
        let last = self.uow.account_links().issued_at(person.id, purpose).await?;
        let facts = person.send_link(purpose);
        if !facts.is_empty() && last.is_none_or(|last| self.now - last >= LinkPurpose::PAUSE) {
            self.record_about(&person, facts).await?;
        }
        Ok(())
    }
}
