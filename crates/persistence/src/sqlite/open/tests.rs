use std::sync::Arc;

use sea_orm::{ConnectionTrait, DbBackend, Statement};
use tempfile::TempDir;

use super::*;
use crate::connections::read::Readers;
use crate::error::storage_error;

#[tokio::test]
async fn every_connection_has_the_settings_that_were_measured() {
    let directory = TempDir::new().unwrap();
    let file = SqliteFile::parse(directory.path().join("deskhand.db").to_str().unwrap()).unwrap();
    let options = DatabaseOptions::default();
    let writer = open_writer(&file, &options).await.unwrap();
    has_its_settings(&writer).await;
    has_its_settings(&Readers::File(Arc::new(open_readers(&file, &options).await.unwrap()))).await;
}

async fn has_its_settings(connection: &impl ConnectionTrait) {
    assert_eq!(pragma::<String>(connection, "journal_mode").await, "wal");
    assert_eq!(pragma::<i32>(connection, "synchronous").await, 2);
    assert_eq!(pragma::<i32>(connection, "foreign_keys").await, 1);
    assert_eq!(pragma::<i32>(connection, "busy_timeout").await, 5000);
    assert_eq!(pragma::<i32>(connection, "cache_size").await, -16000);
    assert_eq!(pragma::<i32>(connection, "temp_store").await, 2);
}

#[tokio::test]
async fn sqlite_is_compiled_as_measured() {
    let directory = TempDir::new().unwrap();
    let file = SqliteFile::parse(directory.path().join("deskhand.db").to_str().unwrap()).unwrap();
    let writer = open_writer(&file, &DatabaseOptions::default()).await.unwrap();
    let options = Statement::from_string(DbBackend::Sqlite, "PRAGMA compile_options");
    let options = writer.query_all_raw(options).await.unwrap();
    let options: Vec<String> = options.iter().map(|row| row.try_get_by_index(0).unwrap()).collect();

    for wanted in ["ENABLE_QPSG", "DEFAULT_MEMSTATUS=0"] {
        assert!(options.iter().any(|option| option == wanted), ".cargo/config.toml was not read: {options:?}");
    }
    assert!(!options.iter().any(|option| option == "ENABLE_MEMORY_MANAGEMENT"), "{options:?}");
}

#[tokio::test]
async fn readers_cannot_write() {
    let directory = TempDir::new().unwrap();
    let file = SqliteFile::parse(directory.path().join("deskhand.db").to_str().unwrap()).unwrap();
    open_writer(&file, &DatabaseOptions::default()).await.unwrap();
    let readers = open_readers(&file, &DatabaseOptions::default()).await.unwrap();
    assert!(readers.execute_unprepared("CREATE TABLE t (x)").await.is_err());
}

#[tokio::test]
async fn a_file_that_may_not_grow_is_full_and_afterwards_the_writer_holds_others_off_again() {
    let directory = TempDir::new().unwrap();
    let file = SqliteFile::parse(directory.path().join("deskhand.db").to_str().unwrap()).unwrap();
    let writer = open_writer(&file, &DatabaseOptions::default()).await.unwrap();
    // This limit is one connection's own.
    writer.execute_unprepared("CREATE TABLE t (x); PRAGMA max_page_count = 20").await.unwrap();
    let mut kept = 0;
    let error = loop {
        match write(&writer).await {
            Ok(()) => kept += 1,
            Err(error) => break error,
        }
        assert!(kept < 100);
    };
    assert!(matches!(error, StorageError::Full), "{error:?}");

    let impatient = DatabaseOptions { wait: std::time::Duration::from_secs(1), ..DatabaseOptions::default() };
    let other = open_writer(&file, &impatient).await.unwrap();
    let tx = crate::dialect::locks::begin(&writer).await.unwrap();
    let held_off = crate::dialect::locks::begin(&other).await.map(drop);
    assert!(matches!(held_off, Err(StorageError::Busy)), "{held_off:?}");
    tx.execute_unprepared("INSERT INTO t VALUES (1)").await.unwrap();
    tx.commit().await.unwrap();
    let rows = Statement::from_string(DbBackend::Sqlite, "SELECT count(*) FROM t");
    let rows: i32 = other.query_one_raw(rows).await.unwrap().unwrap().try_get_by_index(0).unwrap();
    assert_eq!(rows, kept + 1);
}

#[tokio::test]
async fn a_file_that_cannot_be_written_is_unavailable_until_it_can() {
    let directory = TempDir::new().unwrap();
    let file = SqliteFile::parse(directory.path().join("deskhand.db").to_str().unwrap()).unwrap();
    let writer = open_writer(&file, &DatabaseOptions::default()).await.unwrap();
    writer.execute_unprepared("CREATE TABLE t (x); PRAGMA query_only = ON").await.unwrap();
    let refused = write(&writer).await;
    assert!(matches!(refused, Err(StorageError::Unavailable(_))), "{refused:?}");
    writer.execute_unprepared("PRAGMA query_only = OFF").await.unwrap();
    write(&writer).await.unwrap();
}

/// One unit of work that needs a page of its own.
async fn write(writer: &DatabaseConnection) -> Result<(), StorageError> {
    let tx = crate::dialect::locks::begin(writer).await?;
    tx.execute_unprepared("INSERT INTO t VALUES (zeroblob(4000))").await.map_err(storage_error)?;
    tx.commit().await.map_err(storage_error)
}

async fn pragma<T: sea_orm::TryGetable>(connection: &impl ConnectionTrait, name: &str) -> T {
    let ask = Statement::from_string(DbBackend::Sqlite, format!("PRAGMA {name}"));
    connection.query_one_raw(ask).await.unwrap().unwrap().try_get_by_index(0).unwrap()
}
