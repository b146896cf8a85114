//! One page of tickets: the statement, apart from its running, so that a test can ask how it would be run.

use deskhand_domain::permissions::TicketVisibility;
use deskhand_domain::ports::{PageLimit, StorageError, TicketFilter, TicketPosition, TicketSort, TicketView};
use sea_orm::{ColumnTrait, DbBackend, EntityTrait, FromQueryResult, Order, QueryFilter, QuerySelect, Select};

use super::keyset::{Sorting, one_page};
use super::person_refs::with_person;
use super::ticket_filter::{visible, wanted};
use crate::entities::ticket::{Column, Entity, Model};
use crate::rows::person::PersonRefRow;
use crate::rows::ticket::into_ticket;

/// A ticket with the people on it, as one row.
#[derive(FromQueryResult)]
pub(crate) struct TicketRow {
    #[sea_orm(nested)]
    ticket: Model,
    #[sea_orm(nested(prefix = "reporter_"))]
    reporter: PersonRefRow,
    #[sea_orm(nested(prefix = "assignee_"))]
    assignee: Option<PersonRefRow>,
}

impl TicketRow {
    pub(crate) fn into_view(self) -> Result<TicketView, StorageError> {
        Ok(TicketView {
            reporter: self.reporter.into_ref()?,
            assignee: self.assignee.map(PersonRefRow::into_ref).transpose()?,
            ticket: into_ticket(&self.ticket)?,
        })
    }
}

pub(crate) fn with_people(select: Select<Entity>) -> Select<Entity> {
    with_person(with_person(select, "reporter", Column::ReporterId), "assignee", Column::AssigneeId)
}

pub(crate) fn belonging(sees: TicketVisibility, filter: &TicketFilter, backend: DbBackend) -> Select<Entity> {
    Entity::find().filter(visible(sees)).filter(wanted(filter, backend))
}

pub(crate) fn one_page_of(
    tickets: Select<Entity>,
    sort: TicketSort,
    after: Option<TicketPosition>,
    limit: PageLimit,
) -> Select<Entity> {
    let sorting = sorting(sort);
    let tickets = match after {
        Some(at) => sorting.begin_after(tickets, at.value, at.id.as_uuid()),
        None => tickets,
    };
    one_page(sorting.put_in_order(with_people(tickets)), limit)
}

pub(crate) fn count_of(tickets: Select<Entity>) -> Select<Entity> {
    tickets.select_only().column_as(Column::Id.count(), "tickets")
}

fn sorting(sort: TicketSort) -> Sorting<Column> {
    let (by, direction) = match sort {
        TicketSort::CreatedAt => (Column::CreatedAt, Order::Asc),
        TicketSort::CreatedAtDesc => (Column::CreatedAt, Order::Desc),
        TicketSort::UpdatedAt => (Column::UpdatedAt, Order::Asc),
        TicketSort::UpdatedAtDesc => (Column::UpdatedAt, Order::Desc),
        TicketSort::Priority => (Column::Priority, Order::Asc),
        TicketSort::Number => (Column::Number, Order::Asc),
    };
    Sorting { by, id: Column::Id, direction }
}
