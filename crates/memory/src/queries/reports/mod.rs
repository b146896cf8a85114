//! Reads for reports.

mod figures;

use std::collections::BTreeMap;

use async_trait::async_trait;
use deskhand_domain::people::{Person, Role};
use deskhand_domain::permissions::{NotesVisibility, PeopleVisibility, TicketVisibility};
use deskhand_domain::ports::{
    EngineerFigures, MailQueue, Measure, OpenedCount, Page, PageLimit, ReportQueries, ResolvedPosition, StorageError,
    TicketView,
};
use deskhand_domain::report::{Period, RatingCounts};
use time::Duration;

use self::figures::{engineer_figures, measured, ratings};
use crate::MemoryStorage;
use crate::queries::page::cut;
use crate::queries::tickets::is_visible;
use crate::state::QueuedMail;

#[async_trait]
impl ReportQueries for MemoryStorage {
    async fn resolved(
        &self,
        sees: TicketVisibility,
        period: Period,
        after: Option<ResolvedPosition>,
        limit: PageLimit,
    ) -> Result<Page<TicketView>, StorageError> {
        let state = self.committed();
        let visible = state.tickets.values().filter(|ticket| is_visible(ticket, sees));
        let mut resolved: Vec<_> = visible
            .filter_map(|ticket| Some((ResolvedPosition { resolved_at: ticket.resolved_at?, id: ticket.id }, ticket)))
            .filter(|(place, _)| period.contains(place.resolved_at) && after.is_none_or(|last| *place > last))
            .collect();
        resolved.sort_by_key(|(place, _)| *place);
        let page = cut(resolved, limit, None);
        let rows = page.rows.into_iter().map(|(_, ticket)| state.ticket_view(ticket)).collect::<Result<_, _>>()?;
        Ok(Page { rows, has_more: page.has_more, total: None })
    }

    async fn opened(&self, sees: TicketVisibility, period: Period) -> Result<Vec<OpenedCount>, StorageError> {
        let state = self.committed();
        let mut counts = BTreeMap::new();
        for ticket in state.tickets.values().filter(|t| is_visible(t, sees) && period.contains(t.created_at)) {
            *counts.entry((ticket.status, ticket.priority)).or_default() += 1;
        }
        let count = |((status, priority), tickets)| OpenedCount { status, priority, tickets };
        Ok(counts.into_iter().map(count).collect())
    }

    async fn count_measured(
        &self,
        sees: TicketVisibility,
        period: Period,
        measure: Measure,
    ) -> Result<u64, StorageError> {
        Ok(measured(&self.committed(), sees, period, measure).len() as u64)
    }

    async fn measured(
        &self,
        sees: TicketVisibility,
        period: Period,
        measure: Measure,
        rank: u64,
    ) -> Result<Option<Duration>, StorageError> {
        let mut times = measured(&self.committed(), sees, period, measure);
        times.sort();
        let place = rank.checked_sub(1).and_then(|place| usize::try_from(place).ok());
        Ok(place.and_then(|place| times.get(place).copied()))
    }

    async fn ratings(&self, sees: NotesVisibility, period: Period) -> Result<RatingCounts, StorageError> {
        Ok(ratings(&self.committed(), sees, period))
    }

    async fn engineers(&self, sees: PeopleVisibility, period: Period) -> Result<Vec<EngineerFigures>, StorageError> {
        let state = self.committed();
        let belongs = |person: &&Person| {
            person.role == Role::Engineer && person.removed_at.is_none() && sees.includes(person.id, person.role)
        };
        let mut engineers: Vec<_> = state.people.values().filter(belongs).collect();
        engineers.sort_by(|a, b| a.username.cmp(&b.username));
        Ok(engineers.into_iter().map(|engineer| engineer_figures(&state, engineer, period)).collect())
    }

    async fn mail_queue(&self) -> Result<MailQueue, StorageError> {
        let state = self.committed();
        let pending = state.outbox.values().filter(|queued| queued.is_pending()).count();
        let oldest = state.outbox.values().filter_map(QueuedMail::waiting_since).min();
        Ok(MailQueue { pending: pending as u64, oldest })
    }
}
