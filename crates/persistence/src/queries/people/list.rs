//! The statements of a list of people, apart from running them, so that the plan tests can explain them.

use deskhand_domain::people::{AccountStatus, Role};
use deskhand_domain::permissions::PeopleVisibility;
use deskhand_domain::ports::{PageLimit, PeopleFilter, PersonPosition, PersonSort, SearchText};
use sea_orm::sea_query::{Condition, Expr, ExprTrait};
use sea_orm::{ColumnTrait, DbBackend, EntityTrait, Order, QueryFilter, Select};

use crate::entities::person::{Column, Entity};
use crate::queries::keyset::Sorting;
use crate::queries::text_search::{any_contains, hits, is_indexed};
use crate::queries::visibility::visible_people;

/// The columns that a search reads.
const TEXTS: [Column; 3] = [Column::Username, Column::NameFolded, Column::EmailFolded];

pub(crate) fn belonging(sees: PeopleVisibility, filter: &PeopleFilter, backend: DbBackend) -> Select<Entity> {
    Entity::find().filter(visible_people(sees)).filter(wanted(filter, backend))
}

pub(crate) fn one_page_of(
    people: Select<Entity>,
    sort: PersonSort,
    after: Option<PersonPosition>,
    limit: PageLimit,
) -> Select<Entity> {
    sorting(sort).page(people, after.map(|at| (at.value, at.id.as_uuid())), limit)
}

fn wanted(filter: &PeopleFilter, backend: DbBackend) -> Condition {
    let roles = filter.role.iter().map(Role::as_str);
    let statuses = filter.status.iter().map(AccountStatus::as_str);
    Condition::all()
        .add(Column::RemovedAt.is_null())
        .add_option((!filter.role.is_empty()).then(|| Column::Role.is_in(roles)))
        .add_option((!filter.status.is_empty()).then(|| Column::Status.is_in(statuses)))
        .add_option(filter.q.as_ref().map(|search| matches_search(search, backend)))
}

/// Each word is in one of the texts.
fn matches_search(search: &SearchText, backend: DbBackend) -> Condition {
    search.terms().iter().map(|term| term.folded.as_str()).fold(Condition::all(), |all, word| {
        if backend == DbBackend::Sqlite && is_indexed(word) {
            all.add(Expr::col(("people", "seq")).in_subquery(hits("people_text", &TEXTS, word)))
        } else {
            all.add(any_contains(&TEXTS, word))
        }
    })
}

fn sorting(sort: PersonSort) -> Sorting<Column> {
    let (by, direction) = match sort {
        PersonSort::CreatedAt => (Column::CreatedAt, Order::Asc),
        PersonSort::CreatedAtDesc => (Column::CreatedAt, Order::Desc),
        PersonSort::TicketsDesc => (Column::TicketsCount, Order::Desc),
    };
    Sorting { by, id: Column::Id, direction }
}
