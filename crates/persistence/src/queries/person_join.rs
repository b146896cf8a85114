//! Joins the people beside a ticket, message, mail or event, so that a page takes one statement.

use sea_orm::sea_query::{Expr, ExprTrait, IntoTableRef};
use sea_orm::{ColumnTrait, EntityTrait, JoinType, QuerySelect, Select};

use crate::entities::person;
use crate::postgres::join_person_lateral::join_person_lateral;

/// Joins the person whose id is in the column `id`, and selects `{role}_username` and `{role}_name`. With the entity's
/// own column `{role}_id` they are a `PersonRefRow` with the prefix `{role}_`.
///
/// Always a left join: after an inner join, SQLite may begin with the people and sort the page afterwards.
pub(crate) fn with_person<E: EntityTrait>(mut select: Select<E>, role: &'static str, id: E::Column) -> Select<E> {
    let same = Expr::col((role, person::Column::Id)).eq(Expr::col(id.as_column_ref()));
    let people = person::Entity.into_table_ref().alias(role);
    QuerySelect::query(&mut select).join(JoinType::LeftJoin, people, same);
    with_names(select, role)
}

/// The same, for statements that PostgreSQL plans anew each time.
pub(crate) fn with_person_lateral<E: EntityTrait>(
    mut select: Select<E>,
    role: &'static str,
    id: E::Column,
) -> Select<E> {
    join_person_lateral(&mut select, role, id);
    with_names(select, role)
}

/// Selects the names of the person who is joined as `role`.
fn with_names<E: EntityTrait>(select: Select<E>, role: &'static str) -> Select<E> {
    select
        .expr_as(Expr::col((role, person::Column::Username)), format!("{role}_username"))
        .expr_as(Expr::col((role, person::Column::Name)), format!("{role}_name"))
}
