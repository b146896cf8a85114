//! Resolved tickets that have a step of closing by themselves due. Two statements, for each has its own stretch of the
//! index.

use deskhand_domain::TicketId;
use deskhand_domain::ports::StorageError;
use deskhand_domain::ticket::{ClosingDue, TicketStatus};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect, Select};
use uuid::Uuid;

use crate::database::Database;
use crate::entities::ticket::{Column, Entity};
use crate::error::storage_error;
use crate::mapping::decode::millis;

impl Database {
    pub(super) async fn due(&self, due: &ClosingDue, limit: u32) -> Result<Vec<TicketId>, StorageError> {
        let limit = u64::from(limit);
        let mut ids: Vec<Uuid> = self.tickets(to_be_warned(due, limit)).await?;
        let rest = limit.saturating_sub(ids.len() as u64);
        if rest > 0 {
            ids.extend(self.tickets(warned_long_enough(due, rest)).await?);
        }
        Ok(ids.into_iter().map(TicketId::new).collect())
    }

    async fn tickets(&self, select: Select<Entity>) -> Result<Vec<Uuid>, StorageError> {
        select.into_tuple().all(&self.reader).await.map_err(storage_error)
    }
}

pub(crate) fn to_be_warned(due: &ClosingDue, limit: u64) -> Select<Entity> {
    resolved(limit)
        .filter(Column::CloseWarnedAt.is_null())
        .filter(Column::ResolvedAt.lte(millis(due.unwarned_resolved_by)))
}

pub(crate) fn warned_long_enough(due: &ClosingDue, limit: u64) -> Select<Entity> {
    resolved(limit)
        .filter(Column::CloseWarnedAt.lte(millis(due.warned_by)))
        .filter(Column::ResolvedAt.lte(millis(due.warned_resolved_by)))
}

fn resolved(limit: u64) -> Select<Entity> {
    let resolved = Column::Status.eq(TicketStatus::Resolved.as_str());
    Entity::find().select_only().column(Column::Id).filter(resolved).limit(limit)
}
