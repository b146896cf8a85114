pub(crate) mod statements;

use std::collections::HashMap;

use async_trait::async_trait;
use deskhand_domain::PersonId;
use deskhand_domain::permissions::{NotesVisibility, PeopleVisibility, TicketVisibility};
use deskhand_domain::ports::{
    EngineerFigures, MailQueue, Measure, OpenedCount, Page, PageLimit, PersonView, ReportQueries, ResolvedPosition,
    StorageError, TicketView,
};
use deskhand_domain::report::{Period, RatingCounts};
use sea_orm::Select;
use time::Duration;
use uuid::Uuid;

use crate::database::Database;
use crate::entities::{person, ticket};
use crate::mapping::decode::{Table, whole};
use crate::mapping::person::to_view;
use crate::mapping::ticket::{priority_from, stars_from};
use crate::queries::keyset::page;
use crate::queries::tickets::row::TicketRow;
use crate::run::Run;

#[async_trait]
impl ReportQueries for Database {
    async fn resolved(
        &self,
        sees: TicketVisibility,
        period: Period,
        after: Option<ResolvedPosition>,
        limit: PageLimit,
    ) -> Result<Page<TicketView>, StorageError> {
        let rows = self.reader.fetch_all(statements::resolved(sees, period, after, limit)).await?;
        page(rows, limit, None, TicketRow::into_view)
    }

    async fn opened(&self, sees: TicketVisibility, period: Period) -> Result<Vec<OpenedCount>, StorageError> {
        let rows: Vec<(String, i16, i64)> = self.reader.fetch_tuples(statements::opened(sees, period)).await?;
        let read = |(status, priority, tickets): (String, _, _)| {
            Ok(OpenedCount {
                status: Table("tickets").word("status", &status)?,
                priority: priority_from(priority)?,
                tickets: whole(tickets)?,
            })
        };
        rows.into_iter().map(read).collect()
    }

    async fn count_measured(
        &self,
        sees: TicketVisibility,
        period: Period,
        measure: Measure,
    ) -> Result<u64, StorageError> {
        self.reader.count(statements::all_measured(sees, period, measure), ticket::Column::Id).await
    }

    async fn measured(
        &self,
        sees: TicketVisibility,
        period: Period,
        measure: Measure,
        rank: u64,
    ) -> Result<Option<Duration>, StorageError> {
        let Some(offset) = rank.checked_sub(1) else { return Ok(None) };
        let time = self.reader.fetch_tuple(statements::measured(sees, period, measure, offset)).await?;
        Ok(time.map(Duration::milliseconds))
    }

    async fn ratings(&self, sees: NotesVisibility, period: Period) -> Result<RatingCounts, StorageError> {
        let rows: Vec<(i16, i64)> = self.reader.fetch_tuples(statements::ratings(sees, period)).await?;
        let mut counts = RatingCounts::default();
        for (stars, tickets) in rows {
            counts.add(stars_from(stars)?, whole(tickets)?);
        }
        Ok(counts)
    }

    async fn engineers(&self, sees: PeopleVisibility, period: Period) -> Result<Vec<EngineerFigures>, StorageError> {
        let engineers = statements::engineers(sees, self.reader.get_database_backend());
        let blocked = self.count_each(statements::blocked(engineers.clone())).await?;
        let resolved = self.count_each(statements::resolved_by(engineers.clone(), period)).await?;
        let ratings = self.ratings_of_each(statements::ratings_of(engineers.clone(), period)).await?;
        let rows: Vec<person::Model> = self.reader.fetch_all(engineers).await?;
        let figures_of = |view: PersonView| EngineerFigures {
            engineer: view.person.to_ref(),
            open_tickets: u64::from(view.open_tickets),
            blocked_tickets: blocked.get(&view.person.id).copied().unwrap_or_default(),
            resolved_in_period: resolved.get(&view.person.id).copied().unwrap_or_default(),
            ratings: ratings.get(&view.person.id).copied().unwrap_or_default(),
        };
        let mut figures =
            rows.into_iter().map(to_view).map(|view| view.map(figures_of)).collect::<Result<Vec<_>, _>>()?;
        // Not by the database, which would sort by its collation.
        figures.sort_by(|a, b| a.engineer.username.cmp(&b.engineer.username));
        Ok(figures)
    }

    async fn mail_queue(&self) -> Result<MailQueue, StorageError> {
        let queue: Option<(i64, Option<i64>)> = self.reader.fetch_tuple(statements::pending_mails()).await?;
        let (pending, oldest) = queue.unwrap_or_default();
        Ok(MailQueue { pending: whole(pending)?, oldest: Table("outbox").time_or_none("created_at", oldest)? })
    }
}

impl Database {
    async fn count_each(&self, select: Select<ticket::Entity>) -> Result<HashMap<PersonId, u64>, StorageError> {
        let rows: Vec<(Uuid, i64)> = self.reader.fetch_tuples(select).await?;
        rows.into_iter().map(|(engineer, tickets)| Ok((PersonId::new(engineer), whole(tickets)?))).collect()
    }

    async fn ratings_of_each(
        &self,
        select: Select<ticket::Entity>,
    ) -> Result<HashMap<PersonId, RatingCounts>, StorageError> {
        let rows: Vec<(Uuid, i64, i16)> = self.reader.fetch_tuples(select).await?;
        let mut counts: HashMap<PersonId, RatingCounts> = HashMap::new();
        for (engineer, tickets, stars) in rows {
            counts.entry(PersonId::new(engineer)).or_default().add(stars_from(stars)?, whole(tickets)?);
        }
        Ok(counts)
    }
}
