use std::time::Duration;

use futures::FutureExt;
use sea_orm::DatabaseConnection;
use tempfile::TempDir;
use tokio::task::JoinHandle;

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
        begin(&self.queue).await
    }

    async fn stored(&self) -> Vec<i64> {
        let rows = self.writer.query_all_raw(all()).await.unwrap();
        rows.iter().map(|row| row.try_get_by_index(0).unwrap()).collect()
    }

    /// Runs the tasks that `spawn` starts while another unit of work has the writer: they then share their commits.
    async fn in_groups(&self, spawn: impl FnOnce(&CommitQueue) -> Vec<JoinHandle<()>>) {
        let first = self.begin().await;
        let tasks = spawn(&self.queue);
        tokio::task::yield_now().await;
        drop(first);
        for task in tasks {
            task.await.unwrap();
        }
    }
}

async fn begin(queue: &CommitQueue) -> Transaction {
    Transaction::on_sqlite(queue.next().await.unwrap())
}

fn all() -> Statement {
    Statement::from_string(DbBackend::Sqlite, "SELECT n FROM t ORDER BY n")
}

fn insert(n: i64, word: &str) -> Statement {
    Statement::from_sql_and_values(DbBackend::Sqlite, "INSERT INTO t VALUES (?, ?)", [n.into(), word.into()])
}

#[tokio::test]
async fn of_writes_of_which_one_fails_none_is_kept_even_where_nobody_listened() {
    let fixture = Fixture::new().await;
    let own = fixture.begin().await;
    own.execute_raw(insert(1, "one")).await.unwrap();
    own.execute_raw(insert(1, "one again")).await.unwrap_err();
    let aborted = own.execute_raw(insert(3, "three")).await.unwrap_err();
    assert!(aborted.to_string().contains("transaction aborted: an earlier statement failed"), "{aborted}");
    own.query_all_raw(all()).await.unwrap_err();
    assert!(matches!(own.commit().await, Err(StorageError::Unavailable(_))));
    assert!(fixture.stored().await.is_empty());
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
    own.execute_raw(insert(4, "four")).await.unwrap_err();
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

/// Also in the middle of the first statement after the savepoint.
#[tokio::test]
async fn who_gives_up_at_any_moment_undoes_their_own_turn_and_no_other() {
    let fixture = Fixture::new().await;
    for round in 0..20 {
        let one = |queue: CommitQueue, n: i64| async move {
            let own = begin(&queue).await;
            let mut statement = Box::pin(own.execute_raw(insert(round * 10 + n, "stored unless given up")));
            if n % 3 == 1 {
                drop((&mut statement).now_or_never());
                return;
            }
            statement.await.unwrap();
            own.commit().await.unwrap();
        };
        fixture.in_groups(|queue| (0..6).map(|n| tokio::spawn(one(queue.clone(), n))).collect()).await;
    }
    let expected: Vec<i64> = (0..200).filter(|n| n % 10 < 6 && n % 10 % 3 != 1).collect();
    assert_eq!(fixture.stored().await, expected);
}

#[tokio::test]
async fn of_turns_that_share_a_transaction_each_is_kept_or_undone_by_itself() {
    let fixture = Fixture::new().await;
    let one = |queue: CommitQueue, n: i64| async move {
        let own = begin(&queue).await;
        match n % 4 {
            // Read and written, written only, written and dropped, empty.
            0 => drop(own.query_all_raw(all()).await.unwrap()),
            1 => {}
            2 => {
                own.execute_raw(insert(n, "dropped")).await.unwrap();
                own.query_all_raw(all()).await.unwrap();
                return;
            }
            _ => return own.commit().await.unwrap(),
        }
        own.execute_raw(insert(n, "stored")).await.unwrap();
        own.commit().await.unwrap();
    };
    fixture.in_groups(|queue| (0..40).map(|n| tokio::spawn(one(queue.clone(), n))).collect()).await;
    let expected: Vec<i64> = (0..40).filter(|n| n % 4 < 2).collect();
    assert_eq!(fixture.stored().await, expected);
}

#[tokio::test]
async fn what_was_never_asked_for_is_as_little_kept_as_the_rest_of_a_turn_that_is_given_up() {
    let fixture = Fixture::new().await;
    let own = fixture.begin().await;
    own.execute_raw(insert(1, "one")).await.unwrap();
    let never_polled = own.execute_raw(insert(2, "two"));
    drop(never_polled);
    drop(own);
    let next = fixture.begin().await;
    next.execute_raw(insert(2, "two of the next")).await.unwrap();
    next.commit().await.unwrap();
    assert_eq!(fixture.stored().await, [2]);
}
