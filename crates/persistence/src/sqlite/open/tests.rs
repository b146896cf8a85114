use sea_orm::{ConnectionTrait, DbBackend, DbErr, QueryResult, Statement};

use super::*;
use crate::error::storage_error;
use crate::sqlite::scratch_file::ScratchFile;

#[tokio::test]
async fn every_connection_has_the_settings_that_were_measured() {
    let scratch = ScratchFile::with("SELECT 1").await;
    has_its_settings(async |statement| scratch.writer.query_one_raw(statement).await).await;
    let readers = open_readers(&scratch.file, &DatabaseOptions::default());
    has_its_settings(async |statement| readers.query_one(statement).await).await;
}

async fn has_its_settings(query: impl AsyncFn(Statement) -> Result<Option<QueryResult>, DbErr>) {
    let wanted =
        [("synchronous", 2), ("foreign_keys", 1), ("busy_timeout", 5000), ("cache_size", -16000), ("temp_store", 2)];
    for (name, value) in wanted {
        let row = query(ask(&format!("PRAGMA {name}"))).await.unwrap().unwrap();
        assert_eq!(row.try_get_by_index::<i32>(0).unwrap(), value, "{name}");
    }
    let row = query(ask("PRAGMA journal_mode")).await.unwrap().unwrap();
    assert_eq!(row.try_get_by_index::<String>(0).unwrap(), "wal");
}

fn ask(sql: &str) -> Statement {
    Statement::from_string(DbBackend::Sqlite, sql)
}

#[tokio::test]
async fn readers_cannot_write() {
    let scratch = ScratchFile::with("SELECT 1").await;
    let readers = open_readers(&scratch.file, &DatabaseOptions::default());
    assert!(readers.execute_unprepared("CREATE TABLE t (x)").await.is_err());
}

#[tokio::test]
async fn a_file_that_may_not_grow_is_full_and_afterwards_the_writer_holds_others_off_again() {
    // This limit is one connection's own.
    let scratch = ScratchFile::with("CREATE TABLE t (x); PRAGMA max_page_count = 20").await;
    let writer = &scratch.writer;
    let mut kept = 0;
    let error = loop {
        match write(writer).await {
            Ok(()) => kept += 1,
            Err(error) => break error,
        }
        assert!(kept < 100);
    };
    assert!(matches!(error, StorageError::Full), "{error:?}");

    let impatient = DatabaseOptions { wait: Duration::from_secs(1), ..DatabaseOptions::default() };
    let other = open_writer(&scratch.file, &impatient).await.unwrap();
    let tx = crate::dialect::locks::begin(writer).await.unwrap();
    let held_off = crate::dialect::locks::begin(&other).await.map(drop);
    assert!(matches!(held_off, Err(StorageError::Busy)), "{held_off:?}");
    tx.execute_unprepared("INSERT INTO t VALUES (1)").await.unwrap();
    tx.commit().await.unwrap();
    let rows = ask("SELECT count(*) FROM t");
    let rows: i32 = other.query_one_raw(rows).await.unwrap().unwrap().try_get_by_index(0).unwrap();
    assert_eq!(rows, kept + 1);
}

#[tokio::test]
async fn a_file_that_cannot_be_written_is_unavailable_until_it_can() {
    let scratch = ScratchFile::with("CREATE TABLE t (x); PRAGMA query_only = ON").await;
    let writer = &scratch.writer;
    let refused = write(writer).await;
    assert!(matches!(refused, Err(StorageError::Unavailable(_))), "{refused:?}");
    writer.execute_unprepared("PRAGMA query_only = OFF").await.unwrap();
    write(writer).await.unwrap();
}

/// One unit of work that needs a page of its own.
async fn write(writer: &DatabaseConnection) -> Result<(), StorageError> {
    let tx = crate::dialect::locks::begin(writer).await?;
    tx.execute_unprepared("INSERT INTO t VALUES (zeroblob(4000))").await.map_err(storage_error)?;
    tx.commit().await.map_err(storage_error)
}
