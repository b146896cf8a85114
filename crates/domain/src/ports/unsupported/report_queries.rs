use async_trait::async_trait;
use time::Duration;

use super::super::{
    EngineerFigures, MailQueue, Measure, OpenedCount, Page, PageLimit, ReportQueries, ResolvedPosition, StorageError,
    TicketView,
};
use super::{Unsupported, unsupported};
use crate::permissions::{NotesVisibility, PeopleVisibility, TicketVisibility};
use crate::report::{Period, RatingCounts};

const REPORTS: &str = "reports";

#[async_trait]
impl ReportQueries for Unsupported {
    async fn resolved(
        &self,
        _: TicketVisibility,
        _: Period,
        _: Option<ResolvedPosition>,
        _: PageLimit,
    ) -> Result<Page<TicketView>, StorageError> {
        unsupported(REPORTS)
    }

    async fn opened(&self, _: TicketVisibility, _: Period) -> Result<Vec<OpenedCount>, StorageError> {
        unsupported(REPORTS)
    }

    async fn count_measured(&self, _: TicketVisibility, _: Period, _: Measure) -> Result<u64, StorageError> {
        unsupported(REPORTS)
    }

    async fn measured(
        &self,
        _: TicketVisibility,
        _: Period,
        _: Measure,
        _: u64,
    ) -> Result<Option<Duration>, StorageError> {
        unsupported(REPORTS)
    }

    async fn ratings(&self, _: NotesVisibility, _: Period) -> Result<RatingCounts, StorageError> {
        unsupported(REPORTS)
    }

    async fn engineers(&self, _: PeopleVisibility, _: Period) -> Result<Vec<EngineerFigures>, StorageError> {
        unsupported(REPORTS)
    }

    async fn mail_queue(&self) -> Result<MailQueue, StorageError> {
        unsupported(REPORTS)
    }
}
