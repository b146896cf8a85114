//! Limits as part of a statement's text, where SeaORM makes values of them.
//!
//! PostgreSQL plans a statement for its values at each execution, unless a plan for any values looks no dearer. For a
//! limit that it does not know it assumes a tenth of all rows, so that plan always looks dearer, and planning a page
//! takes three times as long as reading it. Only for statements that one plan fits, see `is_index_range_scan`.

use std::fmt::{self, Display, Write};

use sea_orm::sea_query::{PostgresQueryBuilder, QueryBuilder, SqlWriter, SqlWriterValues, Value};
use sea_orm::{DbBackend, EntityTrait, QueryTrait, Select, Statement};

pub(crate) fn with_inline_limits<E: EntityTrait>(select: &Select<E>) -> Statement {
    let mut writer = InlineLimits(SqlWriterValues::new("$", true));
    select.as_query().build_collect_into(PostgresQueryBuilder, &mut writer);
    let (text, values) = writer.0.into_parts();
    Statement { sql: text, values: Some(values), db_backend: DbBackend::Postgres }
}

/// Limits and offsets are the only unsigned values: no column has such a type.
struct InlineLimits(SqlWriterValues);

impl SqlWriter for InlineLimits {
    fn push_param<T: QueryBuilder>(&mut self, value: Value, builder: &T) {
        match value {
            Value::BigUnsigned(Some(_)) => builder.prepare_constant(&value, &mut self.0),
            value => self.0.push_param(value, builder),
        }
    }

    fn as_writer(&mut self) -> &mut dyn Write {
        self
    }
}

impl Write for InlineLimits {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.0.write_str(text)
    }
}

impl Display for InlineLimits {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use sea_orm::{ColumnTrait, Order, QueryFilter, QueryOrder, QuerySelect};

    use super::*;
    use crate::entities::ticket::{Column, Entity};

    #[test]
    fn limits_are_part_of_the_text_and_everything_else_stays_a_value() {
        let inner = Entity::find().select_only().column(Column::Id).filter(Column::Title.eq("LIMIT $1")).limit(5);
        let select = Entity::find()
            .select_only()
            .column(Column::Id)
            .filter(Column::Id.in_subquery(inner.into_query()))
            .filter(Column::Number.gt(7))
            .order_by(Column::Number, Order::Asc)
            .limit(21)
            .offset(40);
        let statement = with_inline_limits(&select);
        assert_eq!(
            statement.sql,
            r#"SELECT "tickets"."id" FROM "tickets" WHERE "tickets"."id" IN (SELECT "tickets"."id" FROM "tickets" WHERE "tickets"."title" = $1 LIMIT 5) AND "tickets"."number" > $2 ORDER BY "tickets"."number" ASC LIMIT 21 OFFSET 40"#
        );
        assert_eq!(statement.values.unwrap().0, [Value::from("LIMIT $1"), Value::from(7)]);
    }
}
