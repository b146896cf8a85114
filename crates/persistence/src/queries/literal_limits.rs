//! Limits that stand in the text of a statement, where SeaORM makes values of them.
//!
//! PostgreSQL plans a statement anew for each values that come, unless a plan for any values seems no dearer. For a limit that it
//! does not know it reckons with a tenth of all rows, so that never seems so, and planning a page takes three times as long as
//! reading it. Only for statements of which no values need another plan, see `one_index.rs`.

use std::fmt::{self, Display, Write};

use sea_orm::sea_query::{
    PostgresQueryBuilder, QueryBuilder, SelectStatement, SqlWriter, SqlWriterValues, SqliteQueryBuilder, Value,
};
use sea_orm::{DbBackend, EntityTrait, QueryTrait, Select, Statement};

pub(crate) fn with_literal_limits<E: EntityTrait>(select: &Select<E>, backend: DbBackend) -> Statement {
    let select: &SelectStatement = select.as_query();
    let writer = match backend {
        DbBackend::Sqlite => written(select, SqliteQueryBuilder, SqlWriterValues::new("?", false)),
        _ => written(select, PostgresQueryBuilder, SqlWriterValues::new("$", true)),
    };
    let (text, values) = writer.0.into_parts();
    Statement { sql: text, values: Some(values), db_backend: backend }
}

fn written(select: &SelectStatement, builder: impl QueryBuilder, writer: SqlWriterValues) -> LiteralLimits {
    let mut writer = LiteralLimits(writer);
    select.build_collect_into(builder, &mut writer);
    writer
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
        for (backend, first, second) in [(DbBackend::Sqlite, "?", "?"), (DbBackend::Postgres, "$1", "$2")] {
            let statement = with_literal_limits(&select, backend);
            assert_eq!(
                statement.sql,
                format!(
                    r#"SELECT "tickets"."id" FROM "tickets" WHERE "tickets"."id" IN (SELECT "tickets"."id" FROM "tickets" WHERE "tickets"."title" = {first} LIMIT 5) AND "tickets"."number" > {second} ORDER BY "tickets"."number" ASC LIMIT 21 OFFSET 40"#
                )
            );
            assert_eq!(statement.values.unwrap().0, [Value::from("LIMIT $1"), Value::from(7)]);
        }
    }
}
