//! One page of tickets: the statement, apart from its running, so that a test can ask how it would be run.

use std::sync::OnceLock;

use deskhand_domain::permissions::TicketVisibility;
use deskhand_domain::ports::{PageLimit, StorageError, TicketFilter, TicketPosition, TicketSort, TicketView};
use sea_orm::sea_query::{Query, SelectStatement, UnionType};
use sea_orm::{
    ColumnTrait, DbBackend, DbErr, EntityTrait, FromQueryResult, Iterable, Order, QueryFilter, QueryResult,
    QuerySelect, QueryTrait, Select, Statement,
};

use crate::entities::ticket::{Column, Entity};
use crate::mapping::in_order::InOrder;
use crate::mapping::person::PersonRefRow;
use crate::mapping::ticket::{TicketColumns, to_domain};
use crate::queries::cached_sql::Hot;
use crate::queries::keyset::{Sorting, one_page};
use crate::queries::literal_limits::with_literal_limits;
use crate::queries::person_join::{with_person, with_person_of_each};
use crate::queries::text_search::SearchStrategy;
use crate::queries::tickets::filter::{visible, wanted};

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
            ticket: to_domain(&self.ticket)?,
        })
    }
}

/// Selects what a [`TicketRow`] is made of.
pub(crate) fn with_people(select: Select<Entity>) -> Select<Entity> {
    with_both(with_person, select)
}

/// Joins a person in this role, whose id is in this column.
type Join = fn(Select<Entity>, &'static str, Column) -> Select<Entity>;

fn with_both(person: Join, select: Select<Entity>) -> Select<Entity> {
    let columns = Column::iter().filter(|column| !matches!(column, Column::TitleFolded | Column::DescriptionFolded));
    let select = select.select_only().columns(columns);
    person(person(select, "reporter", Column::ReporterId), "assignee", Column::AssigneeId)
}

/// How a statement that [`ids`] begins with is written.
const ONLY_IDS: &str = r#"SELECT "tickets"."id" FROM "tickets""#;

/// Tickets of which nothing but the id is selected. Made once: a statement begins with all columns, and forgets them again.
fn ids() -> Select<Entity> {
    static IDS: OnceLock<Select<Entity>> = OnceLock::new();
    IDS.get_or_init(|| Entity::find().select_only().column(Column::Id)).clone()
}

/// Reads [`TicketRow`]s of what a [`TicketList`] selects. What stands before the conditions is the same for every list, and takes
/// longer to make than all the rest, so it is made once.
pub(crate) fn read_with_people(mut tickets: Statement) -> Statement {
    static HEAD: Hot = Hot::new();
    let backend = tickets.db_backend;
    let head = HEAD.text(backend, || match backend {
        DbBackend::Postgres => with_literal_limits(&with_both(with_person_of_each, Entity::find())).sql,
        backend => with_people(Entity::find()).build(backend).sql,
    });
    debug_assert!(tickets.sql.starts_with(ONLY_IDS), "{}", tickets.sql);
    tickets.sql = [head, &tickets.sql[ONLY_IDS.len()..]].concat();
    tickets
}

pub(crate) fn belonging(sees: TicketVisibility, filter: &TicketFilter, strategy: SearchStrategy) -> Select<Entity> {
    ids().filter(visible(sees)).filter(wanted(filter, strategy))
}

/// Which list is asked for, and which page of it.
pub(crate) struct TicketList<'a> {
    pub(crate) sees: TicketVisibility,
    pub(crate) filter: &'a TicketFilter,
    pub(crate) sort: TicketSort,
    pub(crate) after: Option<TicketPosition>,
    pub(crate) limit: PageLimit,
}

impl TicketList<'_> {
    pub(crate) fn statement(&self, strategy: SearchStrategy, backend: DbBackend) -> Statement {
        match backend {
            DbBackend::Postgres if self.is_in_one_index() => {
                read_with_people(with_literal_limits(&self.page(strategy)))
            }
            backend => self.written_once(backend, || self.written(strategy, backend)),
        }
    }

    pub(super) fn written(&self, strategy: SearchStrategy, backend: DbBackend) -> Statement {
        read_with_people(self.page(strategy).build(backend))
    }

    /// The ids of the tickets of the page, in order.
    fn page(&self, strategy: SearchStrategy) -> Select<Entity> {
        let sorting = sorting(self.sort);
        let page_of = |tickets| one_page(sorting.put_in_order(self.begun(tickets, &sorting)), self.limit);
        match self.sees {
            TicketVisibility::ReportedByOrAssignedTo(person) => {
                let half = |whose: Column| {
                    let theirs = ids().filter(whose.eq(person.as_uuid())).filter(wanted(self.filter, strategy));
                    page_of(theirs).into_query()
                };
                let either = in_one(half(Column::ReporterId), half(Column::AssigneeId));
                page_of(ids().filter(Column::Id.in_subquery(either)))
            }
            sees => page_of(belonging(sees, self.filter, strategy)),
        }
    }

    /// The same of all tickets, looking at none behind `last`.
    pub(crate) fn page_until(&self, last: TicketPosition, strategy: SearchStrategy) -> Select<Entity> {
        let sorting = sorting(self.sort);
        let tickets = self.begun(ids().filter(wanted(self.filter, strategy)), &sorting);
        let tickets = sorting.end_with(tickets, last.value, last.id.as_uuid());
        one_page(sorting.put_in_order(tickets), self.limit)
    }

    /// Where the ticket stands that comes so many after the beginning of the page, of all tickets.
    pub(crate) fn position(&self, places: u64) -> Select<Entity> {
        let sorting = sorting(self.sort);
        let tickets = Entity::find().select_only().columns([sorting.by, sorting.id]);
        sorting.put_in_order(self.begun(tickets, &sorting)).limit(1).offset(places)
    }

    fn begun(&self, tickets: Select<Entity>, sorting: &Sorting<Column>) -> Select<Entity> {
        match self.after {
            Some(at) => sorting.begin_after(tickets, at.value, at.id.as_uuid()),
            None => tickets,
        }
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
