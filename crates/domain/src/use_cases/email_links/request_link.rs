use time::Duration;

use crate::history::Fact;
use crate::people::{By, EmailAddress, LinkPurpose, Person};
use crate::ports::{LinkRequest, StorageError};
use crate::use_cases::transaction::TxContext;
use crate::use_cases::{EmailLinks, Error};

/// The most pending requests; further ones are discarded. Anyone can send requests, so this limits how much they store.
const MAX_PENDING_REQUESTS: u32 = 10_000;

/// A request older than this is answered with no mail: the person has asked again or given up.
const REQUEST_LIFETIME: Duration = Duration::hours(1);

/// The outcomes of pending requests for links.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AnsweredRequests {
    /// How many were answered, with or without a mail.
    pub answered: u32,
    /// One reason for each request that was dropped because it, or its account, cannot be read.
    pub dropped: Vec<String>,
}

/// The outcome of one request.
enum RequestOutcome {
    Answered,
    NonePending,
    Dropped(String),
}

/// What to send for the oldest request. `Send` has the recipient and the facts that queue the mail.
enum LinkDecision {
    NonePending,
    NothingToSend,
    Send(Box<Person>, Vec<Fact>),
}

impl EmailLinks<'_> {
    /// Queues a request for another verification mail. A background task decides later whether to send one, so that
    /// neither the answer nor its time shows whether the address is known.
    ///
    /// # Errors
    /// [`Error::Storage`].
    pub async fn request_verification(self, address: EmailAddress) -> Result<(), Error> {
        self.queue_request(LinkPurpose::VerifyEmail, address).await
    }

    /// Queues a request for a link that resets the password. It is decided as in [`EmailLinks::request_verification`].
    ///
    /// # Errors
    /// [`Error::Storage`].
    pub async fn request_reset(self, address: EmailAddress) -> Result<(), Error> {
        self.queue_request(LinkPurpose::ResetPassword, address).await
    }

    /// Answers up to `limit` requests, oldest first, each with a mail or with none. A request that cannot be read is
    /// dropped, because it would block all others. Does nothing while mail is paused, because the links would expire.
    ///
    /// # Errors
    /// [`Error::Storage`].
    pub async fn answer_requests(self, limit: u32) -> Result<AnsweredRequests, Error> {
        let mut outcomes = AnsweredRequests::default();
        for _ in 0..limit {
            // One request per transaction: it locks a person, and two workers with several locks each could deadlock.
            let answered = self.desk.in_transaction_ahead(By::System, |tx| Box::pin(tx.answer_link_request())).await?;
            match answered {
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
        if self.is_mail_paused().await? {
            return Ok(RequestOutcome::NonePending);
        }
        match self.decide_oldest_request().await {
            Ok(LinkDecision::NonePending) => Ok(RequestOutcome::NonePending),
            Ok(LinkDecision::NothingToSend) => Ok(RequestOutcome::Answered),
            Ok(LinkDecision::Send(person, facts)) => {
                self.record_account_event(&person, facts).await?;
                Ok(RequestOutcome::Answered)
            }
            // Nothing but the removal of the request was written, so committing removes just that.
            Err(Error::Storage(error @ StorageError::Corrupt { .. })) => Ok(RequestOutcome::Dropped(error.to_string())),
            Err(error) => Err(error),
        }
    }

    /// Takes the oldest request from the queue and decides what to send.
    async fn decide_oldest_request(&mut self) -> Result<LinkDecision, Error> {
        let Some(request) = self.uow.link_requests().take_oldest().await? else { return Ok(LinkDecision::NonePending) };
        if self.now - request.requested_at > REQUEST_LIFETIME {
            return Ok(LinkDecision::NothingToSend);
        }
        self.decide_link(&request.address, request.purpose).await
    }

    /// Decides whether the owner of this address gets a link: at most one per purpose within [`LinkPurpose::PAUSE`].
    async fn decide_link(&mut self, address: &EmailAddress, purpose: LinkPurpose) -> Result<LinkDecision, Error> {
        let Some(found) = self.uow.people().find_by_email(address).await? else {
            return Ok(LinkDecision::NothingToSend);
        };
        // Reads the person again, now locked.
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
