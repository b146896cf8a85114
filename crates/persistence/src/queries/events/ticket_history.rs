//! The events of a ticket, oldest first.

use deskhand_domain::ports::{FeedPosition, HistoryView, PageLimit, StorageError};
use deskhand_domain::{EventId, TicketId};
use sea_orm::sea_query::{Condition, ExprTrait};
use sea_orm::{
    ColumnTrait, EntityTrait, FromQueryResult, Order, QueryFilter, QueryOrder, QuerySelect, QueryTrait, Select,
};

use crate::entities::event::{Column, Entity, Model};
use crate::mapping::event::to_domain;
use crate::mapping::person::PersonRefRow;
use crate::queries::keyset::one_page;
use crate::queries::person_join::with_person;
use crate::queries::visibility::public_events;

/// An event with the people in it, as one row.
#[derive(FromQueryResult)]
pub(crate) struct EventRow {
    #[sea_orm(nested)]
    event: Model,
    #[sea_orm(nested(prefix = "by_"))]
    by: Option<PersonRefRow>,
    #[sea_orm(nested(prefix = "before_person_"))]
    before: Option<PersonRefRow>,
    #[sea_orm(nested(prefix = "after_person_"))]
    after: Option<PersonRefRow>,
}

impl EventRow {
    pub(crate) const fn position(&self) -> FeedPosition {
        FeedPosition { work: self.event.tx, seq: self.event.seq, event: EventId::new(self.event.id) }
    }

    pub(crate) fn into_view(self) -> Result<HistoryView, StorageError> {
        Ok(HistoryView {
            event: to_domain(self.event)?,
            by: self.by.map(PersonRefRow::into_ref).transpose()?,
            before: self.before.map(PersonRefRow::into_ref).transpose()?,
            after: self.after.map(PersonRefRow::into_ref).transpose()?,
        })
    }
}

pub(crate) fn one_page_of(
    ticket: TicketId,
    with_internal: bool,
    after: Option<EventId>,
    limit: PageLimit,
) -> Select<Entity> {
    let mut events = of_ticket(ticket, with_internal);
    if let Some(last_seen) = after {
        let position = Entity::find().select_only().column(Column::Seq).filter(Column::Id.eq(last_seen.as_uuid()));
        events = events.filter(Column::Seq.into_expr().gt(position.into_query()));
    }
    one_page(with_people(events).order_by(Column::Seq, Order::Asc), limit)
}

pub(crate) fn of_ticket(ticket: TicketId, with_internal: bool) -> Select<Entity> {
    let hidden = (!with_internal).then(public_events);
    Entity::find().filter(Column::TicketId.eq(ticket.as_uuid())).filter(Condition::all().add_option(hidden))
}

pub(crate) fn with_people(events: Select<Entity>) -> Select<Entity> {
    let events = with_person(events, "by", Column::ById);
    let events = with_person(events, "before_person", Column::BeforePersonId);
    with_person(events, "after_person", Column::AfterPersonId)
}
