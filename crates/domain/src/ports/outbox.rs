use async_trait::async_trait;
use time::{Duration, OffsetDateTime};

use super::StorageError;
use crate::ids::{MailId, PersonId, TicketId};
use crate::mail::{Frequency, MailKind, MailState};
use crate::notification::{Mail, RecentLetter, RecentNews};
use crate::people::Person;

/// A mail that a worker has claimed, with what it needs to send it.
#[derive(Clone, Debug)]
pub struct ClaimedMail {
    /// What to say.
    pub mail: Mail,
    /// The mails that joined it, in the order of their time, then id: it says these too.
    pub joined: Vec<Mail>,
    /// Who gets it, as they are now; `None` where there is no such person any more.
    pub recipient: Option<Person>,
    /// The number of this attempt, from 1. The outcome counts only while no other worker has claimed the row again.
    pub attempt: u32,
    /// The number of this attempt since it was queued, or queued again: the delay before the next one follows from it.
    pub tries: u32,
}

/// A mail that a worker has claimed and that can't be read: a newer version of the program may have queued it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnreadableMail {
    /// Which one.
    pub id: MailId,
    /// As in [`ClaimedMail::attempt`].
    pub attempt: u32,
    /// As in [`ClaimedMail::tries`].
    pub tries: u32,
    /// What about it, without the value itself.
    pub reason: String,
}

/// A letter that was sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SentLetter {
    /// Which one.
    pub id: MailId,
    /// Who should have got it.
    pub recipient: PersonId,
    /// The ticket that it is about; `None` also where that was deleted.
    pub ticket: Option<TicketId>,
    /// [`MailState::Sent`] or [`MailState::Bounced`].
    pub state: MailState,
}

/// What a worker has claimed.
#[derive(Clone, Debug, Default)]
pub struct ClaimedBatch {
    /// To be sent.
    pub deliveries: Vec<ClaimedMail>,
    /// To be put off, or given up.
    pub unreadable: Vec<UnreadableMail>,
}

/// Mails to be sent: queued with the change they tell of, sent later by a worker that holds no transaction.
#[cfg_attr(any(test, feature = "testing"), mockall::automock)]
#[async_trait]
pub trait Outbox: Send {
    /// Queues mails, each due at its time. One with [`Mail::joins`] is joined from the start, and never claimed.
    async fn enqueue(&mut self, mails: &[Mail]) -> Result<(), StorageError>;

    /// Claims up to `limit` due mails for `lease`, and counts the attempt: mails about the recipient's own account first
    /// ([`MailKind::is_about_account`](crate::mail::MailKind::is_about_account)), then by [`Mail::turn`], then by id. A pending
    /// mail is due from its time on, unless the lease of a claim still runs; mails for the people of `but_not` are left out.
    /// It MUST cost the same however many are due, and however many are to be tried later.
    ///
    /// MUST NOT give a row to two workers within its lease. One that can't be read, or whose recipient can't be, is
    /// claimed like any other: it MUST NOT block the others.
    async fn claim_due(
        &mut self,
        now: OffsetDateTime,
        lease: Duration,
        limit: u32,
        but_not: &[PersonId],
    ) -> Result<ClaimedBatch, StorageError>;

    /// The mail server took it at `at`, and said `answer`. `false`, and no change, where `attempt` is no longer the
    /// newest.
    async fn mark_sent(
        &mut self,
        id: MailId,
        attempt: u32,
        at: OffsetDateTime,
        answer: &str,
    ) -> Result<bool, StorageError>;

    /// Try again at `at`, because of `error`. `false`, and no change, where `attempt` is no longer the newest.
    async fn retry_at(
        &mut self,
        id: MailId,
        attempt: u32,
        at: OffsetDateTime,
        error: &str,
    ) -> Result<bool, StorageError>;

    /// Given up at `at`, because of `error`. `false`, and no change, where `attempt` is no longer the newest.
    async fn give_up(
        &mut self,
        id: MailId,
        attempt: u32,
        at: OffsetDateTime,
        error: &str,
    ) -> Result<bool, StorageError>;

    /// To be sent at `at` or later, because of `reason`, which is no fault of the mail: [`ClaimedMail::tries`] begins anew.
    /// `false`, and no change, where `attempt` is no longer the newest.
    async fn put_off(
        &mut self,
        id: MailId,
        attempt: u32,
        at: OffsetDateTime,
        reason: &str,
    ) -> Result<bool, StorageError> {
        self.retry_at(id, attempt, at, reason).await
    }

    /// The turn of the newest mail that `author` caused, if it is pending. A store without turns has none.
    async fn last_turn(&mut self, author: Option<PersonId>) -> Result<Option<OffsetDateTime>, StorageError> {
        let _ = author;
        Ok(None)
    }

    /// When the `n`th newest mail that `author` caused was queued; `None` where that was not later than `since`, or there are
    /// fewer. Mails about accounts do not count.
    async fn nth_newest_of(
        &mut self,
        author: PersonId,
        n: u32,
        since: OffsetDateTime,
    ) -> Result<Option<OffsetDateTime>, StorageError> {
        let _ = (author, n, since);
        Ok(None)
    }

    /// What each of these people got of new tickets and sign-ups later than `since` ([`Mail::is_news`]). Those who got nothing
    /// MAY be left out.
    async fn news_to(
        &mut self,
        recipients: &[PersonId],
        since: OffsetDateTime,
    ) -> Result<Vec<RecentNews>, StorageError> {
        let _ = (recipients, since);
        Ok(Vec::new())
    }

    /// A letter that the mail server took, or that came back, locked. MUST fail with [`StorageError::Busy`] while the lease of a worker
    /// runs: a letter can come back sooner than it is noted that it was sent. A store without letters that come back has none.
    async fn sent_letter(&mut self, id: MailId, now: OffsetDateTime) -> Result<Option<SentLetter>, StorageError> {
        let _ = (id, now);
        Ok(None)
    }

    /// A letter came back at `at`, because of `reason`.
    async fn mark_bounced(&mut self, id: MailId, at: OffsetDateTime, reason: &str) -> Result<(), StorageError> {
        let _ = (id, at, reason);
        Ok(())
    }

    /// Why letters to this person came back later than `since`.
    async fn bounces_of(&mut self, recipient: PersonId, since: OffsetDateTime) -> Result<Vec<String>, StorageError> {
        let _ = (recipient, since);
        Ok(Vec::new())
    }

    /// Whether a letter of this kind about the ticket was queued later than `since`.
    async fn was_queued(
        &mut self,
        ticket: TicketId,
        kind: MailKind,
        since: OffsetDateTime,
    ) -> Result<bool, StorageError> {
        let _ = (ticket, kind, since);
        Ok(false)
    }

    /// Whether a letter of this kind to `recipient` was queued later than `since`.
    async fn was_queued_to(
        &mut self,
        recipient: PersonId,
        kind: MailKind,
        since: OffsetDateTime,
    ) -> Result<bool, StorageError> {
        let _ = (recipient, kind, since);
        Ok(false)
    }

    /// The mails about this ticket that were queued later than `since`, but for those of a digest: sent, pending and joined ones. None of them MUST be claimed by
    /// another unit of work before this one ends, so that what joins an open letter is in it. A store that has none to join MAY say
    /// so always.
    async fn recent_about(
        &mut self,
        ticket: TicketId,
        since: OffsetDateTime,
    ) -> Result<Vec<RecentLetter>, StorageError> {
        let _ = (ticket, since);
        Ok(Vec::new())
    }

    /// The mails of this frequency to `recipient` that were queued later than `since`, as by [`Outbox::recent_about`], with the same demand.
    async fn digests_to(
        &mut self,
        recipient: PersonId,
        frequency: Frequency,
        since: OffsetDateTime,
    ) -> Result<Vec<RecentLetter>, StorageError> {
        let _ = (recipient, frequency, since);
        Ok(Vec::new())
    }

    /// A mail that joined a letter was not in it, as was decided at `at`, because of `reason`: it is dropped, and joins none. No change
    /// to one that is not joined.
    async fn leave_out(&mut self, joined: MailId, at: OffsetDateTime, reason: &str) -> Result<(), StorageError> {
        let _ = (joined, at, reason);
        Ok(())
    }

    /// Makes `next`, which joined `letter`, a letter of its own that is due at `at`. What else joined `letter` joins `next`.
    async fn replace_letter(&mut self, letter: MailId, next: MailId, at: OffsetDateTime) -> Result<(), StorageError> {
        let _ = (letter, next, at);
        Ok(())
    }

    /// Not sent, as was decided at `at`, because the recipient is no longer entitled. `false`, and no change, where
    /// `attempt` is no longer the newest.
    async fn drop_mail(
        &mut self,
        id: MailId,
        attempt: u32,
        at: OffsetDateTime,
        reason: &str,
    ) -> Result<bool, StorageError>;

    /// Forgets the addresses of this person that mails to them say, and what the mail server said of them, whatever
    /// became of them: the person was removed.
    async fn forget_addresses_of(&mut self, recipient: PersonId) -> Result<(), StorageError>;

    /// The state of a mail, locked until the unit of work ends.
    async fn state_of(&mut self, id: MailId) -> Result<Option<MailState>, StorageError>;

    /// Makes a settled mail due at `at`, with all the tries that a new one has: [`ClaimedMail::tries`] begins anew, while
    /// [`ClaimedMail::attempt`] goes on, so that an outcome from before still counts for nothing.
    async fn requeue(&mut self, id: MailId, at: OffsetDateTime) -> Result<(), StorageError>;
}
