use std::time::Duration;

use futures::FutureExt;
use sea_orm::DatabaseConnection;
use tempfile::TempDir;

use super::*;
use crate::options::DatabaseOptions;
use crate::sqlite::commit_queue::CommitQueue;
use crate::sqlite::open::open_writer;
use crate::url::SqliteFile;

const LONG: &str =
    "WITH RECURSIVE c (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c LIMIT 1000000) SELECT count(*) FROM c";

/// A file with the table `t`, whose numbers are unique.
struct Fixture {
    _directory: TempDir,
    writer: DatabaseConnection,
    queue: CommitQueue,
}

impl Fixture {
    async fn new() -> Self {
        let directory = TempDir::new().unwrap();
        let file = SqliteFile::parse(directory.path().join("test.db").to_str().unwrap()).unwrap();
        let writer = open_writer(&file, &DatabaseOptions::default()).await.unwrap();
        writer.execute_unprepared("CREATE TABLE t (n INTEGER PRIMARY KEY, word TEXT)").await.unwrap();
        Self { _directory: directory, queue: CommitQueue::start(writer.clone(), Duration::from_secs(30)), writer }
    }

    async fn begin(&self) -> Transaction {
        Transaction::on_sqlite(self.queue.next().await.unwrap())
    }

    async fn stored(&self) -> Vec<i64> {
        let rows = self.writer.query_all_raw(all()).await.unwrap();
        rows.iter().map(|row| row.try_get_by_index(0).unwrap()).collect()
    }
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
    let fixture = Fixture::new().await;
    fixture.writer.execute_unprepared("PRAGMA max_page_count = 10").await.unwrap();
    let own = fixture.begin().await;
    own.execute_raw(insert(1, "one")).await.unwrap();
    let full = own.execute_raw(insert(2, &"much ".repeat(100_000))).await.unwrap_err();
    assert!(matches!(storage_error(full), StorageError::Full));
    let aborted = own.execute_raw(insert(4, "four")).await.unwrap_err();
    assert!(aborted.to_string().contains("transaction aborted: an earlier statement failed"), "{aborted}");
    own.query_all_raw(all()).await.unwrap_err();
    assert!(own.commit().await.is_err());
    let next = fixture.begin().await;
    next.execute_raw(insert(6, "six")).await.unwrap();
    next.commit().await.unwrap();
    assert_eq!(fixture.stored().await, [6]);
}

#[tokio::test]
async fn what_nobody_waited_for_to_the_end_is_not_kept() {
    let fixture = Fixture::new().await;
    let own = fixture.begin().await;
    for n in 0..10 {
        own.execute_raw(insert(n, "one of some")).await.unwrap();
    }
    assert!(own.query_all_raw(Statement::from_string(DbBackend::Sqlite, LONG)).now_or_never().is_none());
    assert!(own.commit().await.is_err());
    assert!(fixture.stored().await.is_empty());
}
