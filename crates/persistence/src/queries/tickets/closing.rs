//! Resolved tickets with an automatic closing step due. Two statements, because each is another range of the index.

use deskhand_domain::ticket::{ClosingDue, TicketStatus};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect, Select};

use crate::entities::ticket::{Column, Entity};
use crate::mapping::decode::millis;

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
