use async_trait::async_trait;
use time::OffsetDateTime;

use super::page::millis;
use super::{Page, PageLimit, StorageError};
use crate::ids::{IncomingMailId, PersonId, TicketId};
use crate::incoming::{MailDigest, TakenMail};
use crate::people::PersonRef;
use crate::permissions::IntakeVisibility;
use crate::ticket::TicketRef;

/// A mail that came in, with what a list shows beside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TakenMailView {
    /// The mail.
    pub mail: TakenMail,
    /// Its ticket, if there is one that was not deleted.
    pub ticket: Option<TicketRef>,
    /// Who works on that ticket.
    pub assignee: Option<PersonId>,
    /// The person with its address, if there was one when it came.
    pub person: Option<PersonRef>,
}

/// Which mails to list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TakenMailFilter {
    /// Words of [`TakenState`](crate::incoming::TakenState); empty for any.
    pub states: Vec<String>,
    /// Only those of this ticket.
    pub ticket: Option<TicketId>,
}

/// Where a page begins: after this mail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TakenMailPosition {
    /// When the last mail seen came in, in milliseconds since 1970.
    pub received_at: i64,
    /// Its id.
    pub id: IncomingMailId,
}

impl TakenMailPosition {
    /// The position of `view`.
    #[must_use]
    pub fn of(view: &TakenMailView) -> Self {
        Self { received_at: millis(view.mail.received_at), id: view.mail.id }
    }
}

/// How many mails wait, and for whom.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct IntakeCounts {
    /// To be understood.
    pub waiting: u64,
    /// For a decision of staff.
    pub held: u64,
    /// For a mended reader.
    pub quarantined: u64,
    /// When the oldest of those came in that wait to be understood.
    pub oldest_waiting: Option<OffsetDateTime>,
    /// When the first of those is due, or was; and until when the newest claim of one holds, or held.
    pub first_due: Option<OffsetDateTime>,
    /// As [`IntakeCounts::first_due`].
    pub claimed_until: Option<OffsetDateTime>,
}

/// Reads of mail that came in, outside any unit of work.
#[cfg_attr(any(test, feature = "testing"), mockall::automock)]
#[async_trait]
pub trait IntakeQueries: Send + Sync {
    /// The mail with this digest, if there is one.
    async fn known(&self, digest: MailDigest) -> Result<Option<IncomingMailId>, StorageError>;

    /// One mail. The caller checks whether it may be seen.
    async fn find(&self, id: IncomingMailId) -> Result<Option<TakenMailView>, StorageError>;

    /// Mails that `sees` includes, newest first (by time, then id). Those that can't be read are left out.
    async fn list(
        &self,
        sees: IntakeVisibility,
        filter: TakenMailFilter,
        after: Option<TakenMailPosition>,
        limit: PageLimit,
    ) -> Result<Page<TakenMailView>, StorageError>;

    /// How many mails wait. Metrics ask this often: the cost MUST depend on these alone.
    async fn counts(&self) -> Result<IntakeCounts, StorageError>;
}
