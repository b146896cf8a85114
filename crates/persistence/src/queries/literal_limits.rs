//! Limits that stand in the text of a statement, where SeaORM makes values of them.
//!
//! PostgreSQL plans a statement anew for each values that come, unless a plan for any values seems no dearer. For a limit that it
//! does not know it reckons with a tenth of all rows, so that never seems so, and planning a page takes three times as long as
//! reading it. Only for statements of which no values need another plan, see `one_index.rs`.

use std::fmt::{self, Display, Write};

use sea_orm::sea_query::{PostgresQueryBuilder, QueryBuilder, SqlWriter, SqlWriterValues, Value};
use sea_orm::{DbBackend, EntityTrait, QueryTrait, Select, Statement};

/// For PostgreSQL only. SQLite plans without looking at values, and keeps one statement for pages of any length.
pub(crate) fn with_literal_limits<E: EntityTrait>(select: &Select<E>) -> Statement {
    let mut writer = LiteralLimits(SqlWriterValues::new("$", true));
    select.as_query().build_collect_into(PostgresQueryBuilder, &mut writer);
    let (text, values) = writer.0.into_parts();
    Statement { sql: text, values: Some(values), db_backend: DbBackend::Postgres }
}

/// Limits and offsets are the only values without a sign: no column has such.
struct LiteralLimits(SqlWriterValues);

impl SqlWriter for LiteralLimits {
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

impl Write for LiteralLimits {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.0.write_str(text)
    }
}

impl Display for LiteralLimits {
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
        let statement = with_literal_limits(&select);
        assert_eq!(
            statement.sql,
            r#"SELECT "tickets"."id" FROM "tickets" WHERE "tickets"."id" IN (SELECT "tickets"."id" FROM "tickets" WHERE "tickets"."title" = $1 LIMIT 5) AND "tickets"."number" > $2 ORDER BY "tickets"."number" ASC LIMIT 21 OFFSET 40"#
        );
        assert_eq!(statement.values.unwrap().0, [Value::from("LIMIT $1"), Value::from(7)]);
    }
}
