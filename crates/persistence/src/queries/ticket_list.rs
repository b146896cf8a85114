//! One page of tickets: the statement, apart from its running, so that a test can ask how it would be run.

use deskhand_domain::permissions::TicketVisibility;
use deskhand_domain::ports::{PageLimit, StorageError, TicketFilter, TicketPosition, TicketSort, TicketView};
use sea_orm::sea_query::{Query, SelectStatement, UnionType};
use sea_orm::{
    ColumnTrait, DbBackend, DbErr, EntityTrait, FromQueryResult, Iterable, Order, QueryFilter, QueryResult,
    QuerySelect, QueryTrait, Select,
};

use super::keyset::{Sorting, one_page};
use super::person_refs::with_person;
use super::ticket_filter::{visible, wanted};
use crate::entities::ticket::{Column, Entity};
use crate::rows::in_order::InOrder;
use crate::rows::person::PersonRefRow;
use crate::rows::ticket::{TicketColumns, into_ticket};

/// A ticket with the people on it, as one row of [`with_people`].
pub(crate) struct TicketRow {
    ticket: TicketColumns,
    reporter: PersonRefRow,
    assignee: Option<PersonRefRow>,
}

impl FromQueryResult for TicketRow {
    fn from_query_result(row: &QueryResult, _: &str) -> Result<Self, DbErr> {
        let mut columns = InOrder::of(row);
        let ticket = TicketColumns::in_order(&mut columns)?;
        let reporter = PersonRefRow {
            id: ticket.reporter_id,
            username: columns.next("reporter_username")?,
            name: columns.next("reporter_name")?,
        };
        let (username, name) = (columns.next("assignee_username")?, columns.next("assignee_name")?);
        let assignee = match (ticket.assignee_id, username, name) {
            (Some(id), Some(username), Some(name)) => Some(PersonRefRow { id, username, name }),
            _ => None,
        };
        Ok(Self { ticket, reporter, assignee })
    }
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

/// Selects what a [`TicketRow`] is made of.
pub(crate) fn with_people(select: Select<Entity>) -> Select<Entity> {
    let columns = Column::iter().filter(|column| !matches!(column, Column::TitleFolded | Column::DescriptionFolded));
    let select = select.select_only().columns(columns);
    with_person(with_person(select, "reporter", Column::ReporterId), "assignee", Column::AssigneeId)
}

pub(crate) fn belonging(sees: TicketVisibility, filter: &TicketFilter, backend: DbBackend) -> Select<Entity> {
    Entity::find().filter(visible(sees)).filter(wanted(filter, backend))
}

pub(crate) fn one_page_of(
    sees: TicketVisibility,
    filter: &TicketFilter,
    backend: DbBackend,
    sort: TicketSort,
    after: Option<TicketPosition>,
    limit: PageLimit,
) -> Select<Entity> {
    let sorting = sorting(sort);
    let page_of = |tickets: Select<Entity>| {
        let tickets = match after {
            Some(at) => sorting.begin_after(tickets, at.value, at.id.as_uuid()),
            None => tickets,
        };
        one_page(sorting.put_in_order(tickets), limit)
    };
    match sees {
        TicketVisibility::ReportedByOrAssignedTo(person) => {
            let half = |whose: Column| {
                let theirs = Entity::find().select_only().column(Column::Id).filter(whose.eq(person.as_uuid()));
                page_of(theirs.filter(wanted(filter, backend))).into_query()
            };
            let either = in_one(half(Column::ReporterId), half(Column::AssigneeId));
            page_of(with_people(Entity::find()).filter(Column::Id.in_subquery(either)))
        }
        _ => page_of(with_people(belonging(sees, filter, backend))),
    }
}

/// The first of two lists are among the first of each. Asked with OR, SQLite would read and sort everything that somebody
/// ever worked on.
fn in_one(reported: SelectStatement, assigned: SelectStatement) -> SelectStatement {
    let ids_of = |page, name: &'static str| Query::select().column("id").from_subquery(page, name).take();
    ids_of(reported, "reported").union(UnionType::All, ids_of(assigned, "assigned")).take()
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
