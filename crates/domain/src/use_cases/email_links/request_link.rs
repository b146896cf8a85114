use time::Duration;

use crate::history::Fact;
use crate::people::{By, EmailAddress, LinkPurpose, Person};
use crate::ports::{LinkRequest, StorageError};
use crate::use_cases::transaction::TxContext;
use crate::use_cases::{EmailLinks, Error};

/// So many requests may wait; what comes then is lost. It bounds what strangers can fill the store with.
const MAX_PENDING_REQUESTS: u32 = 10_000;

/// Whoever asked longer ago has asked again, or does not want it any more.
const REQUEST_LIFETIME: Duration = Duration::hours(1);

/// What became of requests for links.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AnsweredRequests {
    /// Answered, with a mail or with nothing.
    pub answered: u32,
    /// Why others were dropped: they, or whose account it is, can't be read.
    pub dropped: Vec<String>,
}

/// What became of one.
enum RequestOutcome {
    Answered,
    NonePending,
    Dropped(String),
}

/// What the oldest request asks for.
enum LinkDecision {
    NonePending,
    NothingToSend,
    Send(Box<Person>, Vec<Fact>),
}

impl EmailLinks<'_> {
    /// Notes that somebody asks for another verification mail. Whether one is sent, the background decides.
    ///
    /// # Errors
    /// [`Error::Storage`].
    pub async fn request_verification(self, address: EmailAddress) -> Result<(), Error> {
        self.queue_request(LinkPurpose::VerifyEmail, address).await
    }

    /// Notes that somebody forgot their password. Whether a link is sent, the background decides.
    ///
    /// # Errors
    /// [`Error::Storage`].
    pub async fn request_reset(self, address: EmailAddress) -> Result<(), Error> {
        self.queue_request(LinkPurpose::ResetPassword, address).await
    }

    /// Answers up to `limit` requests for links, each with a mail or with nothing. None while mail is paused: a link would
    /// run out before anybody gets it. One that can't be read is dropped, for it would hold up all the others.
    ///
    /// # Errors
    /// [`Error::Storage`].
    pub async fn answer_requests(self, limit: u32) -> Result<AnsweredRequests, Error> {
        let mut outcomes = AnsweredRequests::default();
        for _ in 0..limit {
            // One at a time: it locks a person, and two workers with several each could wait for one another.
            match self.desk.in_transaction(By::System, |tx| Box::pin(tx.answer_link_request())).await? {
                RequestOutcome::Answered => outcomes.answered += 1,
                RequestOutcome::Dropped(reason) => outcomes.dropped.push(reason),
                RequestOutcome::NonePending => break,
            }
        }
        Ok(outcomes)
    }

    async fn queue_request(self, purpose: LinkPurpose, address: EmailAddress) -> Result<(), Error> {
        let id = self.desk.ports.ids.uuid();
        let request = LinkRequest { id, purpose, address, requested_at: self.desk.ports.clock.now() };
        self.desk.in_transaction(By::System, |tx| Box::pin(tx.queue_link_request(&request))).await?;
        self.desk.ports.signal.wake();
        Ok(())
    }
}

impl TxContext<'_> {
    async fn queue_link_request(&mut self, request: &LinkRequest) -> Result<(), Error> {
        Ok(self.uow.link_requests().add(request, MAX_PENDING_REQUESTS).await?)
    }

    /// Answers the oldest request.
    async fn answer_link_request(&mut self) -> Result<RequestOutcome, Error> {
        if self.uow.maintenance().mail_paused_since().await?.is_some() {
            return Ok(RequestOutcome::NonePending);
        }
        match self.decide_oldest_request().await {
            Ok(LinkDecision::NonePending) => Ok(RequestOutcome::NonePending),
            Ok(LinkDecision::NothingToSend) => Ok(RequestOutcome::Answered),
            Ok(LinkDecision::Send(person, facts)) => {
                self.record_account_event(&person, facts).await?;
                Ok(RequestOutcome::Answered)
            }
            // Nothing was written before: committed, only the request is gone.
            Err(Error::Storage(error @ StorageError::Corrupt { .. })) => Ok(RequestOutcome::Dropped(error.to_string())),
            Err(error) => Err(error),
        }
    }

    async fn decide_oldest_request(&mut self) -> Result<LinkDecision, Error> {
        let Some(request) = self.uow.link_requests().take_oldest().await? else { return Ok(LinkDecision::NonePending) };
        if self.now - request.requested_at > REQUEST_LIFETIME {
            return Ok(LinkDecision::NothingToSend);
        }
        self.decide_link(&request.address, request.purpose).await
    }

    async fn decide_link(&mut self, address: &EmailAddress, purpose: LinkPurpose) -> Result<LinkDecision, Error> {
        let Some(found) = self.uow.people().find_by_email(address).await? else {
            return Ok(LinkDecision::NothingToSend);
        };
        // Asked again, now that nobody else can change them.
        let locked = self.uow.people().find(found.id).await?;
        let recipient = locked.filter(|person| person.is_reached_at(address));
        let Some(person) = recipient else { return Ok(LinkDecision::NothingToSend) };
        let last = self.uow.account_links().issued_at(person.id, purpose).await?;
        let facts = person.send_link(purpose);
        let is_due = last.is_none_or(|last| self.now - last >= LinkPurpose::PAUSE);
        Ok(if is_due && !facts.is_empty() {
            LinkDecision::Send(Box::new(person), facts)
        } else {
            LinkDecision::NothingToSend
        })
    }
}
