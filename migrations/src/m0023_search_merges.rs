use sea_orm_migration::{prelude::*, sea_orm::DbBackend};

/// SQLite's indexes of texts. PostgreSQL's put new texts aside by themselves until there are enough of them.
const INDEXES: [&str; 2] = ["tickets_text", "people_text"];

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

async fn merge_after(pieces: u8, manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    if manager.get_database_backend() == DbBackend::Sqlite {
        for index in INDEXES {
            let setting = format!("INSERT INTO {index} ({index}, rank) VALUES ('automerge', {pieces})");
            manager.get_connection().execute_unprepared(&setting).await?;
        }
    }
    Ok(())
}
