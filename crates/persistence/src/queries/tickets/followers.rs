use deskhand_domain::TicketId;
use sea_orm::{ColumnTrait, EntityTrait, Order, QueryFilter, QueryOrder, QuerySelect, QueryTrait, Select};

use crate::entities::person::{Column, Entity};
use crate::entities::ticket_follower;

/// The followers of a ticket, by username.
pub(super) fn of(ticket: TicketId) -> Select<Entity> {
    let ids = ticket_follower::Entity::find()
        .select_only()
        .column(ticket_follower::Column::PersonId)
        .filter(ticket_follower::Column::TicketId.eq(ticket.as_uuid()));
    Entity::find()
        .select_only()
        .columns([Column::Id, Column::Username, Column::Name])
        .filter(Column::Id.in_subquery(ids.into_query()))
        .order_by(Column::Username, Order::Asc)
}
