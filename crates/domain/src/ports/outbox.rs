use async_trait::async_trait;
use time::{Duration, OffsetDateTime};

use super::{MailState, StorageError};
use crate::ids::{NoticeId, PersonId};
use crate::notification::Notice;
use crate::people::Person;

/// A notice that a worker has claimed, with what it needs to send it.
#[derive(Clone, Debug)]
pub struct Delivery {
    /// What to say.
    pub notice: Notice,
    /// Who gets it, as they are now; `None` where there is no such person any more.
    pub recipient: Option<Person>,
    /// Which try this is, from 1. It fences: the outcome counts only while nobody has claimed the row again.
    pub attempt: u32,
    /// Which try this is since it was queued, or since somebody asked for another one: how long to wait follows from it.
    pub tries: u32,
}

/// A notice that a worker has claimed and that can't be read: a newer version of the program may have queued it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unreadable {
    /// Which one.
    pub id: NoticeId,
    /// As in [`Delivery::attempt`].
    pub attempt: u32,
    /// As in [`Delivery::tries`].
    pub tries: u32,
    /// What about it, without the value itself.
    pub reason: String,
}

/// What a worker has claimed.
#[derive(Clone, Debug, Default)]
pub struct Claimed {
    /// To be sent.
    pub deliveries: Vec<Delivery>,
    /// To be put off, or given up.
    pub unreadable: Vec<Unreadable>,
}

/// Mails to be sent: queued with the change they tell of, sent later by a worker that holds no transaction.
#[cfg_attr(any(test, feature = "testing"), mockall::automock)]
#[async_trait]
pub trait Outbox: Send {
    /// Queues notices, due at once.
    async fn enqueue(&mut self, notices: &[Notice]) -> Result<(), StorageError>;

    /// Claims up to `limit` due notices for `lease`, in the order in which they became due (then by id), and counts the
    /// attempt. Due is what waits and whose time has come, and what was claimed but whose lease has run out; but nothing
    /// for the people of `but_not`. It MUST cost the same however many are due.
    ///
    /// MUST NOT give a row to two workers within its lease. One that can't be read, or whose recipient can't be, is
    /// claimed like any other: it MUST NOT stand in the way of the others.
    async fn claim_due(
        &mut self,
        now: OffsetDateTime,
        lease: Duration,
        limit: u32,
        but_not: &[PersonId],
    ) -> Result<Claimed, StorageError>;

    /// The mail server took it at `at`, and said `answer`. `false`, and no change, where `attempt` is no longer the
    /// newest.
    async fn mark_sent(
        &mut self,
        id: NoticeId,
        attempt: u32,
        at: OffsetDateTime,
        answer: &str,
    ) -> Result<bool, StorageError>;

    /// Try again at `at`, because of `error`. `false`, and no change, where `attempt` is no longer the newest.
    async fn retry_at(
        &mut self,
        id: NoticeId,
        attempt: u32,
        at: OffsetDateTime,
        error: &str,
    ) -> Result<bool, StorageError>;

    /// Given up at `at`, because of `error`. `false`, and no change, where `attempt` is no longer the newest.
    async fn give_up(
        &mut self,
        id: NoticeId,
        attempt: u32,
        at: OffsetDateTime,
        error: &str,
    ) -> Result<bool, StorageError>;

    /// Not sent, as was decided at `at`, because the recipient is no longer entitled. `false`, and no change, where
    /// `attempt` is no longer the newest.
    async fn drop_notice(
        &mut self,
        id: NoticeId,
        attempt: u32,
        at: OffsetDateTime,
        reason: &str,
    ) -> Result<bool, StorageError>;

    /// Forgets the addresses of this person that notices to them say, and what the mail server said of them, whatever
    /// became of them: the person was removed.
    async fn forget_addresses_of(&mut self, recipient: PersonId) -> Result<(), StorageError>;

    /// Where a notice stands, locked until the unit of work ends.
    async fn state_of(&mut self, id: NoticeId) -> Result<Option<MailState>, StorageError>;

    /// Makes a settled notice due at `at`, with all the tries that a new one has: [`Delivery::tries`] begins anew, while
    /// [`Delivery::attempt`] goes on, so that an outcome from before still counts for nothing.
    async fn requeue(&mut self, id: NoticeId, at: OffsetDateTime) -> Result<(), StorageError>;
}
