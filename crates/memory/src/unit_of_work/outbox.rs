//! Mails to be sent, within a unit of work.

use async_trait::async_trait;
use deskhand_domain::notification::{Frequency, Mail, MailKind, RecentLetter, RecentNews};
use deskhand_domain::ports::{ClaimedBatch, MailState, Outbox, SentLetter, StorageError, Unique};
use deskhand_domain::{MailId, PersonId, TicketId};
use time::{Duration, OffsetDateTime};

use crate::state::{QueuedMail, nth_newest};
use crate::unit_of_work::MemoryUnitOfWork;

#[async_trait]
impl Outbox for MemoryUnitOfWork {
    async fn enqueue(&mut self, mails: &[Mail]) -> Result<(), StorageError> {
        if mails.iter().any(|mail| self.read().outbox.contains_key(&mail.id)) {
            return Err(StorageError::AlreadyExists(Unique::Other));
        }
        self.write().outbox.extend(mails.iter().map(|mail| (mail.id, QueuedMail::new(mail))));
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
        let mut due: Vec<_> = queue.filter(|q| q.is_due(now)).map(QueuedMail::place).collect();
        due.sort_unstable();
        due.truncate(limit as usize);
        let deliveries = due.into_iter().filter_map(|(_, _, id)| self.claim(id, now + lease)).collect();
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
        queued.wait_until(at);
        queued.last_answer = Some(error.to_owned());
        Ok(true)
    }

    async fn put_off(
        &mut self,
        id: MailId,
        attempt: u32,
        at: OffsetDateTime,
        reason: &str,
    ) -> Result<bool, StorageError> {
        let Some(queued) = self.claimed(id, attempt) else { return Ok(false) };
        queued.wait_until(at);
        queued.forgiven = queued.attempt;
        queued.last_answer = Some(reason.to_owned());
        Ok(true)
    }

    async fn last_turn(&mut self, author: Option<PersonId>) -> Result<Option<OffsetDateTime>, StorageError> {
        let theirs = self.read().outbox.values().filter(|queued| queued.mail.author == author);
        let newest = theirs.max_by_key(|queued| (queued.mail.created_at, queued.turn));
        let waits = |queued: &&QueuedMail| queued.is_pending() || queued.state == MailState::Joined;
        Ok(newest.filter(waits).map(|queued| queued.turn))
    }

    async fn nth_newest_of(
        &mut self,
        author: PersonId,
        n: u32,
        since: OffsetDateTime,
    ) -> Result<Option<OffsetDateTime>, StorageError> {
        let theirs = self.read().outbox.values().filter(|queued| queued.mail.author == Some(author));
        let theirs = theirs.filter(|queued| !queued.mail.kind.is_about_account());
        Ok(nth_newest(theirs.map(|queued| queued.mail.created_at), n, since))
    }

    async fn news_to(
        &mut self,
        recipients: &[PersonId],
        since: OffsetDateTime,
    ) -> Result<Vec<RecentNews>, StorageError> {
        let news = |recipient: &PersonId| {
            let theirs: Vec<&Mail> = self.read().outbox.values().map(|queued| &queued.mail).collect();
            let theirs: Vec<&Mail> = theirs
                .into_iter()
                .filter(|mail| mail.recipient == *recipient && mail.is_news() && mail.created_at > since)
                .collect();
            let (digests, letters): (Vec<&Mail>, Vec<&Mail>) =
                theirs.into_iter().partition(|mail| mail.kind == MailKind::DeskDigest);
            let letters = u32::try_from(letters.len()).unwrap_or(u32::MAX);
            let digest_since = digests.iter().map(|mail| mail.created_at).max();
            RecentNews { recipient: *recipient, letters, digest_since }
        };
        Ok(recipients.iter().map(news).collect())
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

    async fn recent_about(
        &mut self,
        ticket: TicketId,
        since: OffsetDateTime,
    ) -> Result<Vec<RecentLetter>, StorageError> {
        let recent = self.read().outbox.values().filter(|queued| queued.is_recent_about(ticket, since));
        Ok(recent.map(QueuedMail::to_recent).collect())
    }

    async fn digests_to(
        &mut self,
        recipient: PersonId,
        frequency: Frequency,
        since: OffsetDateTime,
    ) -> Result<Vec<RecentLetter>, StorageError> {
        let theirs = |queued: &&QueuedMail| queued.is_in_digest_to(recipient, frequency, since);
        Ok(self.read().outbox.values().filter(theirs).map(QueuedMail::to_recent).collect())
    }

    async fn leave_out(&mut self, joined: MailId, at: OffsetDateTime, reason: &str) -> Result<(), StorageError> {
        let queued = self.write().outbox.get_mut(&joined).filter(|queued| queued.state == MailState::Joined);
        if let Some(queued) = queued {
            queued.settle(MailState::Dropped, at, reason);
            queued.mail.joins = None;
        }
        Ok(())
    }

    async fn replace_letter(&mut self, letter: MailId, next: MailId, at: OffsetDateTime) -> Result<(), StorageError> {
        for queued in self.write().outbox.values_mut().filter(|queued| queued.joins(letter)) {
            queued.mail.joins = Some(next).filter(|next| *next != queued.mail.id);
            if queued.mail.joins.is_none() {
                queued.wait_until(at);
                queued.settled_at = None;
            }
        }
        Ok(())
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

    async fn sent_letter(&mut self, id: MailId, now: OffsetDateTime) -> Result<Option<SentLetter>, StorageError> {
        let queued = self.read().outbox.get(&id);
        if queued.and_then(|queued| queued.lease_until).is_some_and(|until| until > now) {
            return Err(StorageError::Busy);
        }
        let sent = queued.filter(|queued| matches!(queued.state, MailState::Sent | MailState::Bounced));
        Ok(sent.map(|queued| SentLetter {
            id,
            recipient: queued.mail.recipient,
            ticket: queued.mail.ticket.as_ref().map(|ticket| ticket.id),
            state: queued.state,
        }))
    }

    async fn mark_bounced(&mut self, id: MailId, at: OffsetDateTime, reason: &str) -> Result<(), StorageError> {
        if let Some(queued) = self.write().outbox.get_mut(&id) {
            queued.settle(MailState::Bounced, at, reason);
        }
        Ok(())
    }

    async fn bounces_of(&mut self, recipient: PersonId, since: OffsetDateTime) -> Result<Vec<String>, StorageError> {
        let is_theirs = |queued: &&QueuedMail| {
            queued.mail.recipient == recipient
                && queued.state == MailState::Bounced
                && queued.settled_at.is_some_and(|at| at > since)
        };
        Ok(self.read().outbox.values().filter(is_theirs).filter_map(|queued| queued.last_answer.clone()).collect())
    }

    async fn was_queued(
        &mut self,
        ticket: TicketId,
        kind: MailKind,
        since: OffsetDateTime,
    ) -> Result<bool, StorageError> {
        let is_about = |mail: &Mail| mail.ticket.as_ref().is_some_and(|about| about.id == ticket) && mail.kind == kind;
        Ok(self.read().outbox.values().any(|queued| is_about(&queued.mail) && queued.mail.created_at > since))
    }

    async fn was_queued_to(
        &mut self,
        recipient: PersonId,
        kind: MailKind,
        since: OffsetDateTime,
    ) -> Result<bool, StorageError> {
        let is_it = |mail: &Mail| mail.recipient == recipient && mail.kind == kind && mail.created_at > since;
        Ok(self.read().outbox.values().any(|queued| is_it(&queued.mail)))
    }

    async fn state_of(&mut self, id: MailId) -> Result<Option<MailState>, StorageError> {
        Ok(self.read().outbox.get(&id).map(|queued| queued.state))
    }

    async fn requeue(&mut self, id: MailId, at: OffsetDateTime) -> Result<(), StorageError> {
        if let Some(queued) = self.write().outbox.get_mut(&id) {
            queued.wait_until(at);
            queued.forgiven = queued.attempt;
            queued.settled_at = None;
        }
        Ok(())
    }
}
