//! The statements of a list of tickets, apart from running them, so that the plan tests can explain them.

use deskhand_domain::permissions::TicketVisibility;
use deskhand_domain::ports::{PageLimit, TicketFilter, TicketPosition, TicketSort};
use sea_orm::sea_query::{Expr, Query, SelectStatement, UnionType};
use sea_orm::{ColumnTrait, DbBackend, EntityTrait, Order, QueryFilter, QuerySelect, QueryTrait, Select, Statement};

use super::filter::{changed_at, wanted};
use super::row::{LATERAL_ROWS, ROWS};
use crate::entities::ticket::{Column, Entity};
use crate::postgres::index_range_scan::is_index_range_scan;
use crate::postgres::inline_limit::with_inline_limits;
use crate::queries::keyset::{Sorting, one_page};
use crate::queries::text_search::SearchStrategy;
use crate::queries::visibility::{ticket_grants, visible_tickets};

/// Which list, and which page of it.
pub(crate) struct TicketList<'a> {
    pub(crate) sees: TicketVisibility,
    pub(crate) filter: &'a TicketFilter,
    pub(crate) sort: TicketSort,
    pub(crate) after: Option<TicketPosition>,
    pub(crate) limit: PageLimit,
}

impl TicketList<'_> {
    pub(crate) fn statement(&self, strategy: SearchStrategy, backend: DbBackend) -> Statement {
        let page = self.page(strategy);
        match backend {
            DbBackend::Postgres if is_index_range_scan(self.sees, self.filter, self.sort) => {
                ROWS.with_all_columns(with_inline_limits(&page))
            }
            DbBackend::Postgres => LATERAL_ROWS.with_all_columns(page.build(backend)),
            backend => ROWS.with_all_columns(page.build(backend)),
        }
    }

    /// The tickets on all pages.
    pub(crate) fn all(&self, strategy: SearchStrategy) -> Select<Entity> {
        self.matching(visible_tickets(self.sees), strategy)
    }

    fn matching(&self, visible: impl sea_orm::sea_query::IntoCondition, strategy: SearchStrategy) -> Select<Entity> {
        ROWS.ids().filter(visible).filter(wanted(self.filter, self.sees, strategy))
    }

    fn page(&self, strategy: SearchStrategy) -> Select<Entity> {
        let sorting = sorting(self.sort, self.sees);
        let page_of = |tickets| one_page(sorting.put_in_order(self.begun(tickets, &sorting)), self.limit);
        match ticket_grants(self.sees).as_deref() {
            Some([first, second]) => {
                let page_by = |grant: &Expr| page_of(self.matching(grant.clone(), strategy)).into_query();
                page_of(ROWS.ids().filter(Column::Id.in_subquery(in_either(page_by(first), page_by(second)))))
            }
            _ => page_of(self.all(strategy)),
        }
    }

    /// The page of all tickets up to the position `last`.
    pub(crate) fn page_until(&self, last: TicketPosition, strategy: SearchStrategy) -> Select<Entity> {
        let sorting = sorting(self.sort, self.sees);
        let tickets = self.begun(ROWS.ids().filter(wanted(self.filter, self.sees, strategy)), &sorting);
        let tickets = sorting.end_with(tickets, last.value, last.id.as_uuid());
        one_page(sorting.put_in_order(tickets), self.limit)
    }

    /// The position of the ticket at this offset from the beginning of the page, counting all tickets.
    pub(crate) fn position(&self, offset: u64) -> Select<Entity> {
        let sorting = sorting(self.sort, self.sees);
        let tickets = Entity::find().select_only().columns([sorting.by, sorting.id]);
        sorting.put_in_order(self.begun(tickets, &sorting)).limit(1).offset(offset)
    }

    fn begun(&self, tickets: Select<Entity>, sorting: &Sorting<Column>) -> Select<Entity> {
        match self.after {
            Some(at) => sorting.begin_after(tickets, at.value, at.id.as_uuid()),
            None => tickets,
        }
    }
}

/// The first rows of two lists together are among the first rows of each. For one condition with OR, SQLite would read and sort
/// every ticket that the caller reported or was assigned.
fn in_either(one: SelectStatement, other: SelectStatement) -> SelectStatement {
    let ids_of = |page, name: &'static str| Query::select().column("id").from_subquery(page, name).take();
    ids_of(one, "one").union(UnionType::All, ids_of(other, "other")).take()
}

fn sorting(sort: TicketSort, sees: TicketVisibility) -> Sorting<Column> {
    let (by, direction) = match sort {
        TicketSort::CreatedAt => (Column::CreatedAt, Order::Asc),
        TicketSort::CreatedAtDesc => (Column::CreatedAt, Order::Desc),
        TicketSort::UpdatedAt => (changed_at(sees), Order::Asc),
        TicketSort::UpdatedAtDesc => (changed_at(sees), Order::Desc),
        TicketSort::Priority => (Column::Priority, Order::Asc),
        TicketSort::PriorityDesc => (Column::Priority, Order::Desc),
        TicketSort::Number => (Column::Number, Order::Asc),
    };
    Sorting { by, id: Column::Id, direction }
}
