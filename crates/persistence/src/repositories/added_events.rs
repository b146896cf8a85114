//! Events that come with an import. They have negative numbers and belong to no transaction, so they come in the feed before all that
//! the desk itself recorded, and no reader takes them for news.

use deskhand_domain::history::Event;
use deskhand_domain::ports::StorageError;
use sea_orm::ActiveValue::Set;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbBackend, EntityTrait, Order, QueryFilter, QueryOrder, QuerySelect, Statement,
};

use crate::entities::event::{ActiveModel, Column, Entity};
use crate::error::storage_error;
use crate::mapping::event::to_active_model;
use crate::run::Run;
use crate::unit_of_work::SeaOrmUnitOfWork;

/// The number of the first event that ever came with an import.
const FIRST: i64 = -(1 << 62);

/// Of events whose times go back, as when a clock was set back, the later one counts at the time of the one before: the events of one
/// ticket or person keep their order. The new numbers are all above the old ones, so none is taken while others change.
const SORT: &str = "WITH timed AS (
    SELECT seq, max(at) OVER (PARTITION BY ticket_id, person_id ORDER BY seq) AS moment FROM history WHERE seq < 0
), placed AS (
    SELECT seq, row_number() OVER (ORDER BY moment, seq) AS place FROM timed
)
UPDATE history SET seq = $1 + placed.place FROM placed WHERE history.seq = placed.seq";

impl SeaOrmUnitOfWork {
    pub(crate) async fn insert_before_own(&mut self, events: &[Event]) -> Result<(), StorageError> {
        if events.is_empty() {
            return Ok(());
        }
        let next = self.last_added().await? + 1;
        let row = |(event, seq): (&Event, i64)| ActiveModel { seq: Set(seq), tx: Set(0), ..to_active_model(event) };
        self.tx.insert_rows(events.iter().zip(next..).map(row).collect::<Vec<_>>()).await
    }

    pub(crate) async fn sort_before_own(&mut self) -> Result<(), StorageError> {
        let last = self.last_added().await?;
        let backend = self.tx.get_database_backend();
        if backend == DbBackend::Postgres {
            // Once for an import, however long it is.
            self.tx.execute_unprepared("SET LOCAL statement_timeout = 0").await.map_err(storage_error)?;
        }
        let sort = Statement::from_sql_and_values(backend, SORT, [last.into()]);
        self.tx.execute_raw(sort).await.map_err(storage_error).map(drop)
    }

    /// The number of the last event that came with an import.
    async fn last_added(&self) -> Result<i64, StorageError> {
        let last = Entity::find()
            .select_only()
            .column(Column::Seq)
            .filter(Column::Seq.lt(0))
            .order_by(Column::Seq, Order::Desc)
            .limit(1);
        Ok(self.tx.fetch_tuple(last).await?.unwrap_or(FIRST - 1))
    }
}
