//! What the migrations say often, said once.

use sea_orm_migration::prelude::*;

/// A reference to a person. People are never deleted, only anonymised: a deletion must fail.
pub(crate) fn to_person(table: &'static str, column: &'static str) -> ForeignKeyCreateStatement {
    ForeignKey::create()
        .name(format!("{table}_{column}_fkey"))
        .from(table, column)
        .to("people", "id")
        .on_delete(ForeignKeyAction::Restrict)
        .take()
}

/// A reference to the ticket that the row belongs to and goes with.
pub(crate) fn to_ticket(table: &'static str) -> ForeignKeyCreateStatement {
    ForeignKey::create()
        .name(format!("{table}_ticket_id_fkey"))
        .from(table, "ticket_id")
        .to("tickets", "id")
        .on_delete(ForeignKeyAction::Cascade)
        .take()
}

/// An index; index names are unique in the whole database, so they begin with the table's.
pub(crate) fn index(table: &'static str, name: &'static str, columns: &[&'static str]) -> IndexCreateStatement {
    let mut index = Index::create().name(name).table(table).take();
    for column in columns {
        index.col(*column);
    }
    index
}

/// A number that counts something and so is never negative.
pub(crate) fn counter(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).integer().not_null().default(0).check(Expr::col(name).gte(0)).take()
}

/// Sets something of FTS5's in SQLite's index of this table's texts.
pub(crate) fn text_setting(table: &str, name: &str, value: u8) -> String {
    format!("INSERT INTO {table}_text ({table}_text, rank) VALUES ('{name}', {value}); ")
}
