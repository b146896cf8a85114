//! SQLite's indexes of texts, after much was added at once. PostgreSQL's are not in pieces.

use deskhand_domain::ports::StorageError;
use sea_orm::{ConnectionTrait, Statement};

use crate::connections::write::Writers;
use crate::database::Database;
use crate::error::storage_error;
use crate::queries::text_search::{PEOPLE, TICKETS};
use crate::unit_of_work::SeaOrmUnitOfWork;

/// How many pages, 4 KiB each, are written in one unit of work. It takes as long as keeping a thousand tickets does.
const PAGES: u32 = 1_000;

/// That is enough for 4 GiB of index. Who writes meanwhile makes new pieces, and then the whole begins anew; so it ends some time.
const MOST_STEPS: u32 = 1_000;

impl Database {
    /// Makes one piece of each index of texts, in small units of work. New rows do so little by little; whoever adds a million
    /// leaves dozens of large ones. Searches look into each of them, and the first new tickets would have to merge them all.
    ///
    /// # Errors
    /// [`StorageError`]; what is merged until then stays so.
    pub async fn optimize_text_search(&self) -> Result<(), StorageError> {
        if let Writers::File(..) = self.writer {
            for index in [TICKETS.index(), PEOPLE.index()] {
                self.merge_pieces(index).await?;
            }
        }
        Ok(())
    }

    async fn merge_pieces(&self, index: &str) -> Result<(), StorageError> {
        for _ in 0..MOST_STEPS {
            let work = self.begin_unit_of_work().await?;
            if work.pieces(index).await? <= 1 {
                break;
            }
            // Less than nothing: all of them, whatever their sizes.
            let merge = format!("INSERT INTO {index} ({index}, rank) VALUES ('merge', -{PAGES})");
            work.tx.execute_unprepared(&merge).await.map_err(storage_error)?;
            work.tx.commit().await?;
        }
        Ok(())
    }
}

impl SeaOrmUnitOfWork {
    /// FTS5 keeps in this table of its own which page of which piece begins with which word.
    async fn pieces(&self, index: &str) -> Result<i64, StorageError> {
        let count = format!("SELECT COUNT(DISTINCT segid) FROM {index}_idx");
        let count = Statement::from_string(self.tx.get_database_backend(), count);
        let row = self.tx.query_one_raw(count).await.map_err(storage_error)?;
        row.map_or(Ok(0), |row| row.try_get_by_index(0)).map_err(storage_error)
    }
}
