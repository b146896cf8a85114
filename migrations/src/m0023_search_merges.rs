use sea_orm_migration::{prelude::*, sea_orm::DbBackend};

use crate::m0010_text_search::SEARCHED;
use crate::table::text_setting;

/// How many small pieces an index lets pass before it makes one of them, 4 unless said otherwise. With a hundred thousand
/// tickets every fiftieth new one waited 30 ms for that; with 16, the most that it takes, 4 ms.
const PIECES: u8 = 16;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        merge_after(PIECES, manager).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        merge_after(4, manager).await
    }
}

/// On SQLite: PostgreSQL's indexes put new texts aside by themselves until there are enough of them.
async fn merge_after(pieces: u8, manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    if manager.get_database_backend() == DbBackend::Sqlite {
        for (table, ..) in SEARCHED {
            manager.get_connection().execute_unprepared(&text_setting(table, "automerge", pieces)).await?;
        }
    }
    Ok(())
}
