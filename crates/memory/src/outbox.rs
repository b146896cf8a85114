//! Mails to be sent, within a unit of work.

use async_trait::async_trait;
use deskhand_domain::notification::Mail;
use deskhand_domain::ports::{ClaimedBatch, ClaimedMail, MailState, Outbox, StorageError, Unique};
use deskhand_domain::{MailId, PersonId};
use time::{Duration, OffsetDateTime};

use crate::unit_of_work::MemoryUnitOfWork;

/// A mail and how far it came.
#[derive(Clone)]
pub(crate) struct Queued {
    pub(crate) mail: Mail,
    pub(crate) state: MailState,
    pub(crate) attempt: u32,
    /// The attempts before somebody asked for another one.
    forgiven: u32,
    /// While pending: due from then on. A claim leaves it, and takes a lease.
    pub(crate) due_at: OffsetDateTime,
    pub(crate) lease_until: Option<OffsetDateTime>,
    pub(crate) last_answer: Option<String>,
    pub(crate) settled_at: Option<OffsetDateTime>,
}

impl Queued {
    fn new(mail: &Mail) -> Self {
        Self {
            due_at: mail.created_at,
            mail: mail.clone(),
            state: MailState::Pending,
            attempt: 0,
            forgiven: 0,
            lease_until: None,
            last_answer: None,
            settled_at: None,
        }
    }

    fn is_due(&self, now: OffsetDateTime) -> bool {
        self.is_pending() && self.due_at <= now && self.lease_until.is_none_or(|until| until <= now)
    }

    pub(crate) fn is_pending(&self) -> bool {
        self.state == MailState::Pending
    }

    /// Whoever has it claimed can't settle it any more.
    pub(crate) fn settle(&mut self, state: MailState, at: OffsetDateTime, answer: &str) {
        self.state = state;
        self.lease_until = None;
        self.settled_at = Some(at);
        self.last_answer = Some(answer.to_owned());
    }

    /// When it was queued, where it still waits.
    pub(crate) fn waiting_since(&self) -> Option<OffsetDateTime> {
        self.is_pending().then_some(self.mail.created_at)
    }
}

#[async_trait]
impl Outbox for MemoryUnitOfWork {
    async fn enqueue(&mut self, mails: &[Mail]) -> Result<(), StorageError> {
        if mails.iter().any(|mail| self.read().outbox.contains_key(&mail.id)) {
            return Err(StorageError::AlreadyExists(Unique::Other));
        }
        self.write().outbox.extend(mails.iter().map(|mail| (mail.id, Queued::new(mail))));
        Ok(())
    }

    async fn claim_due(
        &mut self,
        now: OffsetDateTime,
        lease: Duration,
        limit: u32,
        but_not: &[PersonId],
    ) -> Result<ClaimedBatch, StorageError> {
        let queue = self.read().outbox.values().filter(|queued| !but_not.contains(&queued.mail.recipient));
        let mut due: Vec<_> = queue.filter(|q| q.is_due(now)).map(|q| (q.due_at, q.mail.id)).collect();
        due.sort_unstable();
        due.truncate(limit as usize);
        let deliveries = due.into_iter().filter_map(|(_, id)| self.claim(id, now + lease)).collect();
        Ok(ClaimedBatch { deliveries, unreadable: Vec::new() })
    }

    async fn mark_sent(
        &mut self,
        id: MailId,
        attempt: u32,
        at: OffsetDateTime,
        answer: &str,
    ) -> Result<bool, StorageError> {
        Ok(self.claimed(id, attempt).map(|queued| queued.settle(MailState::Sent, at, answer)).is_some())
    }

    async fn retry_at(
        &mut self,
        id: MailId,
        attempt: u32,
        at: OffsetDateTime,
        error: &str,
    ) -> Result<bool, StorageError> {
        let Some(queued) = self.claimed(id, attempt) else { return Ok(false) };
        queued.due_at = at;
        queued.lease_until = None;
        queued.last_answer = Some(error.to_owned());
        Ok(true)
    }

    async fn give_up(
        &mut self,
        id: MailId,
        attempt: u32,
        at: OffsetDateTime,
        error: &str,
    ) -> Result<bool, StorageError> {
        Ok(self.claimed(id, attempt).map(|queued| queued.settle(MailState::Dead, at, error)).is_some())
    }

    async fn drop_mail(
        &mut self,
        id: MailId,
        attempt: u32,
        at: OffsetDateTime,
        reason: &str,
    ) -> Result<bool, StorageError> {
        Ok(self.claimed(id, attempt).map(|queued| queued.settle(MailState::Dropped, at, reason)).is_some())
    }

    async fn forget_addresses_of(&mut self, recipient: PersonId) -> Result<(), StorageError> {
        for queued in self.write().outbox.values_mut().filter(|queued| queued.mail.recipient == recipient) {
            queued.mail.address = None;
            queued.last_answer = None;
        }
        Ok(())
    }

    async fn state_of(&mut self, id: MailId) -> Result<Option<MailState>, StorageError> {
        Ok(self.read().outbox.get(&id).map(|queued| queued.state))
    }

    async fn requeue(&mut self, id: MailId, at: OffsetDateTime) -> Result<(), StorageError> {
        if let Some(queued) = self.write().outbox.get_mut(&id) {
            queued.state = MailState::Pending;
            queued.forgiven = queued.attempt;
            queued.due_at = at;
            queued.settled_at = None;
        }
        Ok(())
    }
}

impl MemoryUnitOfWork {
    fn claim(&mut self, id: MailId, until: OffsetDateTime) -> Option<ClaimedMail> {
        let state = self.write();
        let queued = state.outbox.get_mut(&id)?;
        queued.attempt += 1;
        queued.lease_until = Some(until);
        let recipient = state.people.get(&queued.mail.recipient).cloned();
        let (attempt, tries) = (queued.attempt, queued.attempt - queued.forgiven);
        Some(ClaimedMail { mail: queued.mail.clone(), recipient, attempt, tries })
    }

    /// Only the newest claim of a mail that is still pending settles it.
    fn claimed(&mut self, id: MailId, attempt: u32) -> Option<&mut Queued> {
        let queued = self.read().outbox.get(&id)?;
        let is_newest = queued.attempt == attempt && queued.is_pending();
        if is_newest { self.write().outbox.get_mut(&id) } else { None }
    }
}
