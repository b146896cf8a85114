use async_trait::async_trait;
use deskhand_domain::ports::{StorageError, Upkeep};
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use time::OffsetDateTime;

use crate::entities::{mail_pause, notice, session};
use crate::rows::notice::{DROPPED, PENDING};
use crate::rows::reading::{Table, millis};
use crate::storage_error::storage_error;
use crate::unit_of_work::SeaOrmUnitOfWork;

/// The one row that the table has while mail is paused.
const PAUSE: i16 = 1;

#[async_trait]
impl Upkeep for SeaOrmUnitOfWork {
    async fn mail_paused_since(&mut self) -> Result<Option<OffsetDateTime>, StorageError> {
        let row = mail_pause::Entity::find_by_id(PAUSE).one(&self.tx).await.map_err(storage_error)?;
        row.map(|row| Table("mail_pauses").time("since", row.since)).transpose()
    }

    async fn pause_mail(&mut self, at: OffsetDateTime) -> Result<(), StorageError> {
        let row = mail_pause::ActiveModel { id: Set(PAUSE), since: Set(millis(at)) };
        mail_pause::Entity::insert(row)
            .on_conflict(OnConflict::column(mail_pause::Column::Id).do_nothing().to_owned())
            .exec_without_returning(&self.tx)
            .await
            .map_err(storage_error)?;
        Ok(())
    }

    async fn resume_mail(&mut self) -> Result<(), StorageError> {
        mail_pause::Entity::delete_many().exec(&self.tx).await.map_err(storage_error)?;
        Ok(())
    }

    async fn drop_waiting_notices(&mut self, reason: &str) -> Result<u64, StorageError> {
        let dropped = notice::Entity::update_many()
            .col_expr(notice::Column::State, Expr::value(DROPPED))
            .col_expr(notice::Column::LeaseUntil, Expr::value(None::<i64>))
            .col_expr(notice::Column::LastError, Expr::value(reason))
            .filter(notice::Column::State.eq(PENDING))
            .exec(&self.tx)
            .await
            .map_err(storage_error)?;
        Ok(dropped.rows_affected)
    }

    async fn end_all_sessions(&mut self, at: OffsetDateTime) -> Result<(), StorageError> {
        session::Entity::update_many()
            .col_expr(session::Column::EndedAt, Expr::value(millis(at)))
            .filter(session::Column::EndedAt.is_null())
            .exec(&self.tx)
            .await
            .map_err(storage_error)?;
        Ok(())
    }
}
