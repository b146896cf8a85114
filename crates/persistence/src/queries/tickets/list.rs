//! The statements of a list of tickets, apart from running them, so that the plan tests can explain them.

use deskhand_domain::permissions::TicketVisibility;
use deskhand_domain::ports::{PageLimit, TicketFilter, TicketPosition, TicketSort};
use sea_orm::sea_query::{Condition, Expr, ExprTrait, IntoCondition, Query, SelectStatement, UnionType};
use sea_orm::{ColumnTrait, DbBackend, EntityTrait, Order, QueryFilter, QuerySelect, QueryTrait, Select, Statement};

use super::filter::{changed_at, wanted};
use super::row::{LATERAL_ROWS, ROWS};
use super::search::{SearchStrategy, Term, read_keys_only, terms};
use crate::entities::ticket::{Column, Entity};
use crate::entities::ticket_search;
use crate::postgres::index_range_scan::is_index_range_scan;
use crate::postgres::inline_limit::with_inline_limits;
use crate::queries::keyset::{Sorting, one_page};
use crate::queries::visibility::{TicketGrant, ticket_grants};

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
            backend => {
                let mut statement = ROWS.with_all_columns(page.build(backend));
                if matches!(strategy, SearchStrategy::FirstOfIndex(..)) {
                    read_keys_only(&mut statement);
                }
                statement
            }
        }
    }

    /// The tickets on all pages.
    pub(crate) fn all(&self, strategy: SearchStrategy) -> Select<Entity> {
        match self.of_each_grant(|_, tickets| tickets.into_query(), strategy) {
            Some(ids) => ROWS.ids().filter(Column::Id.in_subquery(ids)),
            None => self.matching(None, strategy),
        }
    }

    /// `most` of the tickets on all pages, or all if there are fewer: of each grant no more are read than are wanted.
    pub(crate) fn some(&self, strategy: SearchStrategy, most: u64) -> Select<Entity> {
        let some = |name, tickets: Select<Entity>| ids_of(tickets.limit(most).into_query(), name);
        match self.of_each_grant(some, strategy) {
            Some(ids) => ROWS.ids().filter(Column::Id.in_subquery(ids)),
            None => self.matching(None, strategy),
        }
    }

    /// Every text that is searched in, by someone who may read notes or not.
    pub(crate) fn terms(&self, with_notes: bool) -> Vec<Term> {
        terms(self.filter, with_notes)
    }

    pub(crate) fn is_searched(&self) -> bool {
        self.filter.q.is_some() || self.filter.title.is_some() || self.filter.description.is_some()
    }

    pub(crate) fn is_everything(&self) -> bool {
        self.sees == TicketVisibility::Everything
    }

    /// The ids of the tickets of each grant together: one part for each, which reads along its own index, and with the notes that
    /// come with it. For one condition with OR, SQLite would read and sort every ticket of each, and PostgreSQL every ticket. `None`
    /// where every ticket is visible.
    fn of_each_grant(
        &self,
        part: impl Fn(&'static str, Select<Entity>) -> SelectStatement,
        strategy: SearchStrategy,
    ) -> Option<SelectStatement> {
        let grants = ticket_grants(self.sees)?.into_iter();
        let parts = grants.map(|grant| part(grant.name, self.matching(Some(grant), strategy)));
        parts.reduce(|mut all, part| all.union(UnionType::All, part).take())
    }

    /// The tickets of a grant, `None` for all of them.
    fn matching(&self, grant: Option<TicketGrant>, strategy: SearchStrategy) -> Select<Entity> {
        let with_notes = grant.as_ref().is_none_or(|grant| grant.with_notes);
        let texts = self.terms(with_notes).iter().enumerate().fold(Condition::all(), |all, (position, term)| {
            all.add(match strategy {
                SearchStrategy::Index(first) if first == position => term.in_index(),
                SearchStrategy::FirstOfIndex(first, most) if first == position => {
                    let direction = sorting(self.sort, self.sees).direction;
                    let (by, id) = (ticket_search::Column::CreatedAt, ticket_search::Column::TicketId);
                    term.first_in_index(&Sorting { by, id, direction }, self.after, most)
                }
                _ => term.in_rows(),
            })
        });
        let others = self.others(grant);
        let others = if strategy == SearchStrategy::Rows { others } else { without_index(others) };
        ROWS.ids().filter(others).filter(texts)
    }

    /// What is wanted of the tickets of a grant, apart from texts. SQLite takes ids that are listed for many: it would look for all
    /// tickets of the wanted state among them.
    fn others(&self, grant: Option<TicketGrant>) -> Condition {
        let wanted = wanted(self.filter, self.sees);
        match grant {
            None => wanted,
            Some(grant) if grant.lists_ids && !wanted.is_empty() => without_index(wanted).add(grant.condition),
            Some(grant) => Condition::all().add(grant.condition).add(wanted),
        }
    }

    fn page(&self, strategy: SearchStrategy) -> Select<Entity> {
        let sorting = sorting(self.sort, self.sees);
        let page_of = |tickets| one_page(sorting.put_in_order(self.begun(tickets, &sorting)), self.limit);
        match self.of_each_grant(|name, tickets| ids_of(page_of(tickets).into_query(), name), strategy) {
            Some(ids) => page_of(ROWS.ids().filter(Column::Id.in_subquery(ids))),
            None => page_of(self.all(strategy)),
        }
    }

    /// The page of all tickets up to the position `last`, by reading their texts.
    pub(crate) fn page_until(&self, last: TicketPosition) -> Select<Entity> {
        let sorting = sorting(self.sort, self.sees);
        let reading = if self.is_of_one_status() { SearchStrategy::Rows } else { SearchStrategy::RowsInOrder };
        let tickets = self.begun(self.all(reading), &sorting);
        let tickets = sorting.end_with(tickets, last.value, last.id.as_uuid());
        one_page(sorting.put_in_order(tickets), self.limit)
    }

    /// The position of the ticket at this offset from the beginning of the page, counting the tickets of `within`. With a
    /// filter of a single state, only those in it, where these are in the order of creation in an index like all tickets.
    pub(crate) fn position(&self, within: impl IntoCondition, offset: u64) -> Select<Entity> {
        let sorting = sorting(self.sort, self.sees);
        let tickets = Entity::find().select_only().columns([sorting.by, sorting.id]).filter(within.into_condition());
        let status = self.filter.status.first().filter(|_| self.is_of_one_status());
        let tickets = tickets.filter(Condition::all().add_option(status.map(|one| Column::Status.eq(one.as_str()))));
        sorting.put_in_order(self.begun(tickets, &sorting)).limit(1).offset(offset)
    }

    /// Whether one index has the tickets of the wanted status in the order of the list.
    fn is_of_one_status(&self) -> bool {
        self.filter.status.len() == 1 && self.is_everything() && self.is_by_creation()
    }

    pub(crate) const fn is_by_creation(&self) -> bool {
        matches!(self.sort, TicketSort::CreatedAt | TicketSort::CreatedAtDesc)
    }

    fn begun(&self, tickets: Select<Entity>, sorting: &Sorting<Column>) -> Select<Entity> {
        match self.after {
            Some(at) => sorting.begin_after(tickets, at.value, at.id.as_uuid()),
            None => tickets,
        }
    }
}

/// The same condition, for which SQLite uses no index. Without statistics it takes any for better than that of the texts.
fn without_index(condition: Condition) -> Condition {
    Condition::all().add(Expr::from(condition).eq(Expr::cust("TRUE")))
}

/// The ids of a page, as part of a union: the first rows of several lists together are among the first rows of each.
fn ids_of(page: SelectStatement, name: &'static str) -> SelectStatement {
    Query::select().column("id").from_subquery(page, name).take()
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
