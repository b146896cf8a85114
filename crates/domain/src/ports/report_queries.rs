use async_trait::async_trait;
use time::{Duration, OffsetDateTime};

use super::{Page, PageLimit, StorageError, TicketView};
use crate::ids::TicketId;
use crate::people::PersonRef;
use crate::permissions::{NotesVisibility, PeopleVisibility, TicketVisibility};
use crate::report::{Period, RatingCounts};
use crate::text::word_type;
use crate::ticket::{Priority, TicketStatus};

/// Where a page of resolved tickets begins: after this one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ResolvedPosition {
    /// When the last ticket seen was resolved.
    pub resolved_at: OffsetDateTime,
    /// Its id.
    pub id: TicketId,
}

word_type! {
    /// A time that a report measures.
    Measure: "one of first_response, resolution" {
        /// Of the tickets opened in the period and answered since: from the opening to the first response.
        FirstResponse = "first_response",
        /// Of the tickets resolved in the period: from the opening to the resolution.
        Resolution = "resolution",
    }
}

/// How many tickets of one kind were opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct OpenedCount {
    /// Their status now.
    pub status: TicketStatus,
    /// How much they press now.
    pub priority: Priority,
    /// How many.
    pub tickets: u64,
}

/// What an engineer has to do, and did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EngineerFigures {
    /// Who.
    pub engineer: PersonRef,
    /// Their open tickets: their load.
    pub open_tickets: u64,
    /// Their blocked tickets.
    pub blocked_tickets: u64,
    /// Tickets resolved in the period that are theirs now.
    pub resolved_in_period: u64,
    /// Ratings in the period of tickets that are theirs now.
    pub ratings: RatingCounts,
}

/// The pending mails.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct MailQueue {
    /// How many.
    pub pending: u64,
    /// When the oldest of them was queued.
    pub oldest: Option<OffsetDateTime>,
}

/// Reads for reports, outside any unit of work. Each is true of one moment; several together need not be of the same.
#[cfg_attr(any(test, feature = "testing"), mockall::automock)]
#[async_trait]
pub trait ReportQueries: Send + Sync {
    /// One page of the tickets that were resolved in the period and have not been reopened since, in the order of
    /// their resolution, then id. It MUST cost the same wherever in the report the page is.
    async fn resolved(
        &self,
        sees: TicketVisibility,
        period: Period,
        after: Option<ResolvedPosition>,
        limit: PageLimit,
    ) -> Result<Page<TicketView>, StorageError>;

    /// How many tickets were opened in the period, for each state and priority of which there are some, in any order.
    async fn opened(&self, sees: TicketVisibility, period: Period) -> Result<Vec<OpenedCount>, StorageError>;

    /// How many values of this measure there are.
    async fn count_measured(
        &self,
        sees: TicketVisibility,
        period: Period,
        measure: Measure,
    ) -> Result<u64, StorageError>;

    /// The value of this rank, counted from 1 for the shortest; `None` beyond the longest.
    async fn measured(
        &self,
        sees: TicketVisibility,
        period: Period,
        measure: Measure,
        rank: u64,
    ) -> Result<Option<Duration>, StorageError>;

    /// The ratings of the period, by their stars. Only the newest rating of a ticket counts. The caller reads those of the tickets
    /// whose notes they read.
    async fn ratings(&self, sees: NotesVisibility, period: Period) -> Result<RatingCounts, StorageError>;

    /// The figures of the engineers among those whom the caller may see, removed ones left out, by username.
    async fn engineers(&self, sees: PeopleVisibility, period: Period) -> Result<Vec<EngineerFigures>, StorageError>;

    /// The pending mails. MUST NOT block writers, nor read mails that are settled: it is asked every few
    /// seconds.
    async fn mail_queue(&self) -> Result<MailQueue, StorageError>;
}
