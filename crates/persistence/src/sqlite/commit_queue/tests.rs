use sea_orm::{DbBackend, Statement};
use tempfile::TempDir;

use super::*;
use crate::options::DatabaseOptions;
use crate::sqlite::open::open_writer;
use crate::url::SqliteFile;

const PATIENCE: Duration = Duration::from_secs(30);

/// A file with a writer that takes turns, and the connection behind it.
struct Desk {
    _directory: TempDir,
    writer: DatabaseConnection,
    turns: CommitQueue,
}

impl Desk {
    async fn with(statements: &str) -> Self {
        let directory = TempDir::new().unwrap();
        let file = SqliteFile::parse(directory.path().join("desk.db").to_str().unwrap()).unwrap();
        let writer = open_writer(&file, &DatabaseOptions::default()).await.unwrap();
        writer.execute_unprepared(statements).await.unwrap();
        Self { _directory: directory, turns: CommitQueue::start(writer.clone(), PATIENCE), writer }
    }

    /// Does one after the other, all in one group where that is possible, and gives what each was told.
    async fn together(&self, deeds: &[&'static str]) -> Vec<Result<(), StorageError>> {
        let holding = self.turns.next().await.unwrap();
        let asked: Vec<_> = deeds.iter().map(|deed| tokio::spawn(write(self.turns.clone(), deed))).collect();
        while self.turns.queue.capacity() > QUEUE - deeds.len() {
            tokio::task::yield_now().await;
        }
        drop(holding);
        let mut planned = Vec::new();
        for one in asked {
            planned.push(one.await.unwrap());
        }
        planned
    }

    async fn kept(&self) -> Vec<i32> {
        let ask = Statement::from_string(DbBackend::Sqlite, "SELECT n FROM t ORDER BY n");
        let rows = self.writer.query_all_raw(ask).await.unwrap();
        rows.iter().map(|row| row.try_get_by_index(0).unwrap()).collect()
    }
}

async fn write(turns: CommitQueue, statement: &str) -> Result<(), StorageError> {
    let turn = turns.next().await?;
    turn.tx().execute_unprepared(statement).await.map_err(storage_error)?;
    turn.commit().await
}

#[tokio::test]
async fn a_statement_for_which_there_is_no_room_is_full_and_nobody_beside_it_is_told_what_is_not_so() {
    let desk = Desk::with("CREATE TABLE t (n, x); PRAGMA max_page_count = 20").await;
    let planned = desk
        .together(&[
            "INSERT INTO t VALUES (0, 'fits')",
            "INSERT INTO t VALUES (1, zeroblob(1000000))",
            "INSERT INTO t VALUES (2, 'fits')",
        ])
        .await;
    assert!(matches!(planned[1], Err(StorageError::Full)), "{planned:?}");
    let kept: Vec<i32> = (0..3).zip(&planned).filter(|(_, planned)| planned.is_ok()).map(|(n, _)| n).collect();
    assert_eq!(desk.kept().await, kept, "{planned:?}");
    assert!(planned[2].is_ok(), "whoever comes after it has a transaction again: {planned:?}");
}

#[tokio::test]
async fn a_commit_that_fails_is_the_failure_of_all_that_share_it_and_of_nobody_else() {
    let desk = Desk::with(
        "CREATE TABLE p (id PRIMARY KEY); \
         CREATE TABLE t (n, p REFERENCES p (id) DEFERRABLE INITIALLY DEFERRED)",
    )
    .await;
    let planned = desk.together(&["INSERT INTO t VALUES (0, NULL)", "INSERT INTO t VALUES (1, 4711)"]).await;
    assert!(planned.iter().all(|planned| matches!(planned, Err(StorageError::Unavailable(_)))), "{planned:?}");
    assert_eq!(desk.kept().await, Vec::<i32>::new());
    assert!(desk.together(&["INSERT INTO t VALUES (2, NULL)"]).await[0].is_ok());
    assert_eq!(desk.kept().await, [2]);
}

#[test]
fn everybody_hears_of_a_full_disk_by_its_name() {
    let (one, mut planned) = oneshot::channel();
    answer(vec![one], &Err(StorageError::Full));
    assert!(matches!(planned.try_recv(), Ok(Err(StorageError::Full))));
}
