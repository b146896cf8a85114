use sea_orm::{DbBackend, Statement};
use tempfile::TempDir;

use super::*;
use crate::options::DatabaseOptions;
use crate::sqlite::open::open_writer;
use crate::url::SqliteFile;

const TIMEOUT: Duration = Duration::from_secs(30);

/// A file, its commit queue and the connection behind it.
struct Fixture {
    _directory: TempDir,
    writer: DatabaseConnection,
    queue: CommitQueue,
}

impl Fixture {
    async fn with(statements: &str) -> Self {
        let directory = TempDir::new().unwrap();
        let file = SqliteFile::parse(directory.path().join("file.db").to_str().unwrap()).unwrap();
        let writer = open_writer(&file, &DatabaseOptions::default()).await.unwrap();
        writer.execute_unprepared(statements).await.unwrap();
        Self { _directory: directory, queue: CommitQueue::start(writer.clone(), TIMEOUT), writer }
    }

    /// Runs one after the other, in one group where that is possible, and returns the outcome of each.
    async fn together(&self, statements: &[&'static str]) -> Vec<Result<(), StorageError>> {
        let holding = self.queue.next().await.unwrap();
        let tasks: Vec<_> =
            statements.iter().map(|statement| tokio::spawn(write(self.queue.clone(), statement))).collect();
        while self.queue.requests.capacity() > CAPACITY - statements.len() {
            tokio::task::yield_now().await;
        }
        drop(holding);
        let mut outcomes = Vec::new();
        for task in tasks {
            outcomes.push(task.await.unwrap());
        }
        outcomes
    }

    async fn stored(&self) -> Vec<i32> {
        let ask = Statement::from_string(DbBackend::Sqlite, "SELECT n FROM t ORDER BY n");
        let rows = self.writer.query_all_raw(ask).await.unwrap();
        rows.iter().map(|row| row.try_get_by_index(0).unwrap()).collect()
    }
}

async fn write(queue: CommitQueue, statement: &str) -> Result<(), StorageError> {
    let slot = queue.next().await?;
    slot.tx().execute_unprepared(statement).await.map_err(storage_error)?;
    slot.commit().await
}

#[tokio::test]
async fn a_statement_for_which_there_is_no_room_is_full_and_nobody_beside_it_is_told_what_is_not_so() {
    let fixture = Fixture::with("CREATE TABLE t (n, x); PRAGMA max_page_count = 20").await;
    let outcomes = fixture
        .together(&[
            "INSERT INTO t VALUES (0, 'fits')",
            "INSERT INTO t VALUES (1, zeroblob(1000000))",
            "INSERT INTO t VALUES (2, 'fits')",
        ])
        .await;
    assert!(matches!(outcomes[1], Err(StorageError::Full)), "{outcomes:?}");
    let stored: Vec<i32> = (0..3).zip(&outcomes).filter(|(_, planned)| planned.is_ok()).map(|(n, _)| n).collect();
    assert_eq!(fixture.stored().await, stored, "{outcomes:?}");
    assert!(outcomes[2].is_ok(), "whoever comes after it has a transaction again: {outcomes:?}");
}

#[tokio::test]
async fn a_commit_that_fails_is_the_failure_of_all_that_share_it_and_of_nobody_else() {
    let fixture = Fixture::with(
        "CREATE TABLE p (id PRIMARY KEY); \
         CREATE TABLE t (n, p REFERENCES p (id) DEFERRABLE INITIALLY DEFERRED)",
    )
    .await;
    let outcomes = fixture.together(&["INSERT INTO t VALUES (0, NULL)", "INSERT INTO t VALUES (1, 4711)"]).await;
    assert!(outcomes.iter().all(|planned| matches!(planned, Err(StorageError::Unavailable(_)))), "{outcomes:?}");
    assert_eq!(fixture.stored().await, Vec::<i32>::new());
    assert!(fixture.together(&["INSERT INTO t VALUES (2, NULL)"]).await[0].is_ok());
    assert_eq!(fixture.stored().await, [2]);
}

#[test]
fn everybody_hears_of_a_full_disk_by_its_name() {
    let (one, mut ack) = oneshot::channel();
    acknowledge(vec![one], &Err(StorageError::Full));
    assert!(matches!(ack.try_recv(), Ok(Err(StorageError::Full))));
}
