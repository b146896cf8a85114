use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DbBackend;

use crate::m0010_text_search::SEARCHED;
use crate::table::text_setting;

/// How often the pieces of an index are merged a little further: with every eighth new row.
const EVERY: u8 = 8;

/// How many pieces become one, the most that FTS5 takes.
const PIECES: u8 = 16;

/// From so many pieces of one size on they are merged at once, however long it takes. That is for texts that are changed or
/// removed, which makes pieces as well: the steps come with new rows only.
const TOO_MANY: u8 = 64;

/// Merges in small steps. With the settings of migration 23, FTS5 merges sixteen pieces at once when there are sixteen: every
/// 256th new ticket waited 18 ms for that, every 4,096th 60 ms, rarer ones 300. A step writes 16 pages, 4 KiB each, and
/// one more for every 16 characters of the row that it comes with, and ends with the next word: with texts of a hundred and of
/// ten thousand characters it kept up, without any step over 10 ms for the short ones.
#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        on_sqlite(manager, |(table, row, columns)| small_merges(table, row, columns)).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        on_sqlite(manager, |(table, ..)| {
            format!(
                "DROP TRIGGER {table}_text_merge; {}{}{}",
                text_setting(table, "automerge", PIECES),
                text_setting(table, "usermerge", 4),
                text_setting(table, "crisismerge", 16),
            )
        })
        .await
    }
}

pub(crate) fn small_merges(table: &str, row: &str, columns: &[&str]) -> String {
    let text =
        columns.iter().map(|column| format!("coalesce(length(new.{column}), 0)")).collect::<Vec<_>>().join(" + ");
    format!(
        "{}{}{} CREATE TRIGGER {table}_text_merge AFTER INSERT ON {table} WHEN new.{row} % {EVERY} = 0 BEGIN \
             INSERT INTO {table}_text ({table}_text, rank) VALUES ('merge', 16 + ({text}) / 16); END;",
        text_setting(table, "automerge", 0),
        text_setting(table, "usermerge", PIECES),
        text_setting(table, "crisismerge", TOO_MANY),
    )
}

async fn on_sqlite(manager: &SchemaManager<'_>, change: impl Fn((&str, &str, &[&str])) -> String) -> Result<(), DbErr> {
    if manager.get_database_backend() == DbBackend::Sqlite {
        for searched in SEARCHED {
            manager.get_connection().execute_unprepared(&change(*searched)).await?;
        }
    }
    Ok(())
}
