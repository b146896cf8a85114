//! Merges the segments of SQLite's full-text indexes. New rows are merged little by little as they come; a bulk load leaves
//! dozens of large segments, which every search would read and the next new ticket would have to merge.

use deskhand_domain::ports::StorageError;
use sea_orm::{ConnectionTrait, DbBackend, Statement};

use super::commit_queue::CommitQueue;
use crate::error::storage_error;

const INDEXES: [&str; 2] = ["ticket_search_text", "people_text"];

/// How many pages of 4 KiB one commit merges: the writer is free again in between.
const PAGES: u32 = 1_000;

/// Enough for 4 GiB of index. Writers beside it add segments, so the end must not depend on them.
const MAX_STEPS: u32 = 1_000;

pub(crate) async fn optimize(queue: &CommitQueue) -> Result<(), StorageError> {
    for index in INDEXES {
        for _ in 0..MAX_STEPS {
            if !merge_some(queue, index).await? {
                break;
            }
        }
    }
    Ok(())
}

/// Whether there was something to merge.
async fn merge_some(queue: &CommitQueue, index: &str) -> Result<bool, StorageError> {
    let slot = queue.next().await?;
    // FTS5's own table: which page of which segment begins with which word.
    let count = format!("SELECT COUNT(DISTINCT segid) FROM {index}_idx");
    let count =
        slot.tx().query_one_raw(Statement::from_string(DbBackend::Sqlite, count)).await.map_err(storage_error)?;
    let segments: i64 = count.map_or(Ok(0), |row| row.try_get_by_index(0)).map_err(storage_error)?;
    if segments <= 1 {
        return Ok(false);
    }
    // A negative number of pages merges segments of every size.
    let merge = format!("INSERT INTO {index} ({index}, rank) VALUES ('merge', -{PAGES})");
    slot.tx().execute_unprepared(&merge).await.map_err(storage_error)?;
    slot.commit().await?;
    Ok(true)
}
