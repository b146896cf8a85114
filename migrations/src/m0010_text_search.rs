use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::{ConnectionTrait, DbBackend};

/// The tables whose texts are searched: by which number SQLite's index knows a row, and the folded columns.
pub(crate) const SEARCHED: &[(&str, &str, &[&str])] = &[
    ("tickets", "number", &["title_folded", "description_folded"]),
    ("people", "seq", &["username", "name_folded", "email_folded"]),
];

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let db = manager.get_connection();
        let postgres = manager.get_database_backend() == DbBackend::Postgres;
        if postgres {
            db.execute_unprepared("CREATE EXTENSION IF NOT EXISTS pg_trgm").await.map_err(|error| explained(&error))?;
        }
        for (table, row, columns) in SEARCHED {
            let index = if postgres { gin_index(table, columns) } else { fts_index(table, row, columns) };
            db.execute_unprepared(&index).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let postgres = manager.get_database_backend() == DbBackend::Postgres;
        for (table, ..) in SEARCHED {
            let removal = if postgres {
                // The extension stays: it may have been there before.
                format!("DROP INDEX {table}_text")
            } else {
                drop_fts_index(table)
            };
            manager.get_connection().execute_unprepared(&removal).await?;
        }
        Ok(())
    }
}

pub(crate) fn gin_index(table: &str, columns: &[&str]) -> String {
    let columns: Vec<String> = columns.iter().map(|column| format!("{column} gin_trgm_ops")).collect();
    format!("CREATE INDEX {table}_text ON {table} USING gin ({})", columns.join(", "))
}

/// The index keeps no copy of the texts, so it must be told what to forget. The texts are folded already: folding
/// them once more, SQLite's way, would find what the other database does not.
pub(crate) fn fts_index(table: &str, row: &str, columns: &[&str]) -> String {
    let list = columns.join(", ");
    let of = |version: &str| columns.iter().map(|column| format!("{version}.{column}")).collect::<Vec<_>>().join(", ");
    let (old, new) = (of("old"), of("new"));
    let forget = format!("INSERT INTO {table}_text ({table}_text, rowid, {list}) VALUES ('delete', old.{row}, {old});");
    let learn = format!("INSERT INTO {table}_text (rowid, {list}) VALUES (new.{row}, {new});");
    format!(
        "CREATE VIRTUAL TABLE {table}_text USING fts5({list}, content='{table}', content_rowid='{row}', \
             columnsize=0, tokenize='trigram case_sensitive 1'); \
         INSERT INTO {table}_text ({table}_text) VALUES ('rebuild'); \
         CREATE TRIGGER {table}_text_insert AFTER INSERT ON {table} BEGIN {learn} END; \
         CREATE TRIGGER {table}_text_delete AFTER DELETE ON {table} BEGIN {forget} END; \
         CREATE TRIGGER {table}_text_update AFTER UPDATE OF {list} ON {table} WHEN ({old}) IS NOT ({new}) \
             BEGIN {forget} {learn} END;"
    )
}

pub(crate) fn drop_fts_index(table: &str) -> String {
    format!(
        "DROP TRIGGER {table}_text_insert; DROP TRIGGER {table}_text_update; \
         DROP TRIGGER {table}_text_delete; DROP TABLE {table}_text"
    )
}

fn explained(error: &DbErr) -> DbErr {
    DbErr::Migration(format!(
        "the search of contained text needs PostgreSQL's extension pg_trgm, which this server does not have or this \
         user may not create. Install it (Debian: it comes with postgresql), or let a superuser say CREATE EXTENSION \
         pg_trgm in this database. The server said: {error}"
    ))
}
