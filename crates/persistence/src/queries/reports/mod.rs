pub(crate) mod statements;

use std::collections::HashMap;

use async_trait::async_trait;
use deskhand_domain::permissions::{PeopleVisibility, TicketVisibility};
use deskhand_domain::ports::{
    EngineerFigures, MailQueue, MailState, Measure, OpenedCount, Page, PageLimit, ReportQueries, ResolvedPosition,
    StorageError, TicketView,
};
use deskhand_domain::report::Period;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect, Select};
use time::Duration;
use uuid::Uuid;

use crate::database::Database;
use crate::entities::{mail, ticket};
use crate::error::storage_error;
use crate::mapping;
use crate::mapping::decode::{Table, whole};
use crate::queries::keyset::page;
use crate::queries::tickets::list::TicketRow;

const TICKETS: Table = Table("tickets");

#[async_trait]
impl ReportQueries for Database {
    async fn resolved(
        &self,
        sees: TicketVisibility,
        period: Period,
        after: Option<ResolvedPosition>,
        limit: PageLimit,
    ) -> Result<Page<TicketView>, StorageError> {
        let tickets = statements::resolved(sees, period, after, limit);
        let rows = tickets.into_model::<TicketRow>().all(&self.reader).await.map_err(storage_error)?;
        page(rows, limit, None, TicketRow::into_view)
    }

    async fn opened(&self, sees: TicketVisibility, period: Period) -> Result<Vec<OpenedCount>, StorageError> {
        let rows: Vec<(String, i16, i64)> =
            statements::opened(sees, period).into_tuple().all(&self.reader).await.map_err(storage_error)?;
        rows.into_iter()
            .map(|(status, priority, tickets)| {
                Ok(OpenedCount {
                    status: TICKETS.word("status", &status)?,
                    priority: mapping::ticket::priority_from(priority)?,
                    tickets: whole(tickets)?,
                })
            })
            .collect()
    }

    async fn count_measured(
        &self,
        sees: TicketVisibility,
        period: Period,
        measure: Measure,
    ) -> Result<u64, StorageError> {
        self.count(statements::count_measured(sees, period, measure)).await
    }

    async fn measured(
        &self,
        sees: TicketVisibility,
        period: Period,
        measure: Measure,
        rank: u64,
    ) -> Result<Option<Duration>, StorageError> {
        let Some(place) = rank.checked_sub(1) else { return Ok(None) };
        let time: Option<i64> = statements::measured(sees, period, measure, place)
            .into_tuple()
            .one(&self.reader)
            .await
            .map_err(storage_error)?;
        Ok(time.map(Duration::milliseconds))
    }

    async fn engineers(&self, sees: PeopleVisibility, period: Period) -> Result<Vec<EngineerFigures>, StorageError> {
        let engineers = statements::engineers(sees, self.reader.get_database_backend());
        let blocked = self.count_each(statements::blocked(engineers.clone())).await?;
        let resolved = self.count_each(statements::resolved_by(engineers.clone(), period)).await?;
        let rows = engineers.all(&self.reader).await.map_err(storage_error)?;
        let mut figures = Vec::with_capacity(rows.len());
        for row in rows {
            let id = row.id;
            let view = mapping::person::to_view(row)?;
            figures.push(EngineerFigures {
                engineer: view.person.to_ref(),
                open_tickets: u64::from(view.open_tickets),
                blocked_tickets: blocked.get(&id).copied().unwrap_or_default(),
                resolved_in_period: resolved.get(&id).copied().unwrap_or_default(),
            });
        }
        // Here and not in the database: its collation would have a say in it.
        figures.sort_by(|a, b| a.engineer.username.cmp(&b.engineer.username));
        Ok(figures)
    }

    async fn mail_queue(&self) -> Result<MailQueue, StorageError> {
        let queue: Option<(i64, Option<i64>)> = mail::Entity::find()
            .filter(mail::Column::State.eq(MailState::Pending.as_str()))
            .select_only()
            .column_as(mail::Column::Id.count(), "pending")
            .column_as(mail::Column::CreatedAt.min(), "oldest")
            .into_tuple()
            .one(&self.reader)
            .await
            .map_err(storage_error)?;
        let (pending, oldest) = queue.unwrap_or_default();
        Ok(MailQueue { pending: whole(pending)?, oldest: Table("outbox").time_or_none("created_at", oldest)? })
    }
}

impl Database {
    async fn count_each(&self, select: Select<ticket::Entity>) -> Result<HashMap<Uuid, u64>, StorageError> {
        let rows: Vec<(Uuid, i64)> = select.into_tuple().all(&self.reader).await.map_err(storage_error)?;
        rows.into_iter().map(|(engineer, tickets)| Ok((engineer, whole(tickets)?))).collect()
    }
}
