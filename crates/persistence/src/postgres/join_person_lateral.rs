//! A join for statements that PostgreSQL plans anew each time: it looks the person up for each row of the page. PostgreSQL then
//! has no other ways to weigh, and plans a page of tickets in two thirds of the time. SQLite has no such join.

use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{ColumnTrait, EntityTrait, JoinType, QuerySelect, Select};

use crate::entities::person;

/// Joins the username and name of the person whose id is in the column `id`, as `role`.
pub(crate) fn join_person_lateral<E: EntityTrait>(select: &mut Select<E>, role: &'static str, id: E::Column) {
    let person = Query::select()
        .columns([person::Column::Username, person::Column::Name])
        .from(person::Entity)
        .and_where(person::Column::Id.into_expr().eq(Expr::col(id.as_column_ref())))
        .limit(1)
        .take();
    QuerySelect::query(select).join_lateral(JoinType::LeftJoin, person, role, Expr::Constant(true.into()));
}
