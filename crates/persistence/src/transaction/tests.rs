use futures::FutureExt;

use super::*;
use crate::sqlite::scratch_file::ScratchFile;

const LONG: &str =
    "WITH RECURSIVE c (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c LIMIT 1000000) SELECT count(*) FROM c";

const TABLE: &str = "CREATE TABLE t (n INTEGER PRIMARY KEY, word TEXT)";

async fn begin(scratch: &ScratchFile) -> Transaction {
    Transaction::new(OwnTransaction::Sqlite(scratch.queue.next().await.unwrap()))
}

fn all() -> Statement {
    Statement::from_string(DbBackend::Sqlite, "SELECT n FROM t ORDER BY n")
}

fn insert(n: i64, word: &str) -> Statement {
    Statement::from_sql_and_values(DbBackend::Sqlite, "INSERT INTO t VALUES (?, ?)", [n.into(), word.into()])
}

/// SQLite ends the transaction by itself where the disk is full: whatever came after that would be stored at once.
#[tokio::test]
async fn after_a_full_disk_nothing_more_is_done_by_whoever_did_not_listen() {
    let scratch = ScratchFile::with(TABLE).await;
    scratch.writer.execute_unprepared("PRAGMA max_page_count = 10").await.unwrap();
    let own = begin(&scratch).await;
    own.execute_raw(insert(1, "one")).await.unwrap();
    let full = own.execute_raw(insert(2, &"much ".repeat(100_000))).await.unwrap_err();
    assert!(matches!(storage_error(full), StorageError::Full));
    let aborted = own.execute_raw(insert(4, "four")).await.unwrap_err();
    assert!(aborted.to_string().contains("transaction aborted: an earlier statement failed"), "{aborted}");
    own.query_all_raw(all()).await.unwrap_err();
    assert!(own.commit().await.is_err());
    let next = begin(&scratch).await;
    next.execute_raw(insert(6, "six")).await.unwrap();
    next.commit().await.unwrap();
    assert_eq!(scratch.stored().await, [6]);
}

#[tokio::test]
async fn what_nobody_waited_for_to_the_end_is_not_kept() {
    let scratch = ScratchFile::with(TABLE).await;
    let own = begin(&scratch).await;
    for n in 0..10 {
        own.execute_raw(insert(n, "one of some")).await.unwrap();
    }
    assert!(own.query_all_raw(Statement::from_string(DbBackend::Sqlite, LONG)).now_or_never().is_none());
    assert!(own.commit().await.is_err());
    assert!(scratch.stored().await.is_empty());
}
