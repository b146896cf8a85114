//! Joining the people beside a ticket, message or event, so that a page takes one query.

use sea_orm::sea_query::{Expr, ExprTrait, IntoTableRef, Query};
use sea_orm::{ColumnTrait, EntityTrait, JoinType, QuerySelect, Select};

use crate::entities::person;

/// Joins the person whose id is in `id`, and selects their name as `{role}_username` and `{role}_name`. The id
/// itself is the entity's own column `{role}_id`: together they are a `PersonRefRow` with the prefix `{role}_`.
///
/// Always a left join: it keeps SQLite from beginning with the people and sorting the page afterwards.
pub(crate) fn with_person<E: EntityTrait>(mut select: Select<E>, role: &'static str, id: E::Column) -> Select<E> {
    let same = Expr::col((role, person::Column::Id)).eq(Expr::col(id.as_column_ref()));
    let people = person::Entity.into_table_ref().alias(role);
    QuerySelect::query(&mut select).join(JoinType::LeftJoin, people, same);
    with_names_of(select, role)
}

/// The same, and PostgreSQL need not think of beginning with the people, or of reading them in other ways than one by one: so it
/// plans a page of tickets in two thirds of the time, which is more than it saves by reading them otherwise. For what is
/// planned anew each time; its limits must be literal, for no value may come before those of the page. SQLite has no such join.
pub(crate) fn with_person_of_each<E: EntityTrait>(
    mut select: Select<E>,
    role: &'static str,
    id: E::Column,
) -> Select<E> {
    let person = Query::select()
        .columns([person::Column::Username, person::Column::Name])
        .from(person::Entity)
        .and_where(person::Column::Id.into_expr().eq(Expr::col(id.as_column_ref())))
        .limit(1)
        .take();
    QuerySelect::query(&mut select).join_lateral(JoinType::LeftJoin, person, role, Expr::Constant(true.into()));
    with_names_of(select, role)
}

fn with_names_of<E: EntityTrait>(select: Select<E>, role: &'static str) -> Select<E> {
    select
        .expr_as(Expr::col((role, person::Column::Username)), format!("{role}_username"))
        .expr_as(Expr::col((role, person::Column::Name)), format!("{role}_name"))
}
