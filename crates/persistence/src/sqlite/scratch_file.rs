//! An SQLite file for one test.

use std::path::PathBuf;
use std::time::Duration;

use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, Statement};
use tempfile::TempDir;

use super::commit_queue::CommitQueue;
use super::open::open_writer;
use crate::options::DatabaseOptions;

pub(crate) struct ScratchFile {
    _directory: TempDir,
    pub(crate) file: PathBuf,
    pub(crate) writer: DatabaseConnection,
    pub(crate) queue: CommitQueue,
}

impl ScratchFile {
    pub(crate) async fn with(statements: &str) -> Self {
        let directory = TempDir::new().unwrap();
        let file = directory.path().join("deskhand.db");
        let writer = open_writer(&file, &DatabaseOptions::default()).await.unwrap();
        writer.execute_unprepared(statements).await.unwrap();
        let queue = CommitQueue::start(writer.clone(), Duration::from_secs(30));
        Self { _directory: directory, file, writer, queue }
    }

    /// The numbers in the table `t`.
    pub(crate) async fn stored(&self) -> Vec<i64> {
        let all = Statement::from_string(DbBackend::Sqlite, "SELECT n FROM t ORDER BY n");
        let rows = self.writer.query_all_raw(all).await.unwrap();
        rows.iter().map(|row| row.try_get_by_index(0).unwrap()).collect()
    }
}
