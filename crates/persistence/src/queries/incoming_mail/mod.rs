//! Reads of mail that came in.

pub(crate) mod list;
pub(crate) mod volume;

use async_trait::async_trait;
use deskhand_domain::IncomingMailId;
use deskhand_domain::incoming::{MailDigest, TakenState};
use deskhand_domain::permissions::IntakeVisibility;
use deskhand_domain::ports::{
    IntakeCounts, IntakeQueries, Page, PageLimit, StorageError, TakenMailFilter, TakenMailPosition, TakenMailView,
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect, Select};
use uuid::Uuid;

use crate::database::Database;
use crate::entities::incoming_mail::{Column, Entity};
use crate::mapping::decode::Table;
use crate::queries::incoming_mail::list::{IntakeRow, first_waiting, in_state, newest_claim, one_page_of, with_names};
use crate::queries::keyset::page;
use crate::run::Run;

#[async_trait]
impl IntakeQueries for Database {
    async fn known(&self, digest: MailDigest) -> Result<Option<IncomingMailId>, StorageError> {
        let known = Entity::find().select_only().column(Column::Id).filter(Column::Digest.eq(digest.0.to_vec()));
        Ok(self.reader.fetch_tuple::<_, Uuid>(known).await?.map(IncomingMailId::new))
    }

    async fn find(&self, id: IncomingMailId) -> Result<Option<TakenMailView>, StorageError> {
        let mail = with_names(Entity::find_by_id(id.as_uuid()));
        self.reader.fetch_one(mail).await?.map(IntakeRow::into_view).transpose()
    }

    async fn list(
        &self,
        sees: IntakeVisibility,
        filter: TakenMailFilter,
        after: Option<TakenMailPosition>,
        limit: PageLimit,
    ) -> Result<Page<TakenMailView>, StorageError> {
        let rows: Vec<IntakeRow> = self.reader.fetch_all(one_page_of(sees, &filter, after, limit)).await?;
        // An administrator who looks for a fault here needs the rows that can be read.
        let Page { rows, has_more, total } = page(rows, limit, None, |row| Ok(row.into_view().ok()))?;
        Ok(Page { rows: rows.into_iter().flatten().collect(), has_more, total })
    }

    async fn counts(&self) -> Result<IntakeCounts, StorageError> {
        let count = async |state: &str| self.reader.count(in_state(state), Column::Id).await;
        Ok(IntakeCounts {
            waiting: count(TakenState::WAITING).await?,
            held: count(TakenState::HELD).await?,
            quarantined: count(TakenState::QUARANTINED).await?,
            oldest_waiting: self.time("received_at", first_waiting(Column::ReceivedAt)).await?,
            first_due: self.time("due_at", first_waiting(Column::DueAt)).await?,
            claimed_until: self.time("lease_until", newest_claim()).await?,
        })
    }
}

impl Database {
    async fn time(
        &self,
        column: &str,
        select: Select<Entity>,
    ) -> Result<Option<deskhand_domain::time::OffsetDateTime>, StorageError> {
        Table("incoming_mails").time_or_none(column, self.reader.fetch_tuple(select).await?)
    }
}
