use sea_orm::{ConnectionTrait, DbBackend, Statement};
use tempfile::TempDir;

use super::*;

#[test]
fn relative_and_absolute_files_are_understood() {
    assert_eq!(SqliteFile::parse("data/deskhand.db"), Ok(SqliteFile("data/deskhand.db".into())));
    assert_eq!(SqliteFile::parse("/var/deskhand.db"), Ok(SqliteFile("/var/deskhand.db".into())));
}

#[test]
fn what_is_no_file_of_its_own_is_refused() {
    assert_eq!(SqliteFile::parse(""), Err(BadUrl::NoFile));
    assert_eq!(SqliteFile::parse(":memory:"), Err(BadUrl::NoFile));
    assert_eq!(SqliteFile::parse("a.db?mode=ro"), Err(BadUrl::Options));
}

#[tokio::test]
async fn every_connection_has_the_settings_that_were_measured() {
    let directory = TempDir::new().unwrap();
    let file = SqliteFile(directory.path().join("deskhand.db"));
    let options = DatabaseOptions::default();
    let writer = open_writer(&file, &options).await.unwrap();
    let readers = open_readers(&file, &options).await.unwrap();

    for connection in [&writer, &readers] {
        assert_eq!(pragma::<String>(connection, "journal_mode").await, "wal");
        assert_eq!(pragma::<i32>(connection, "synchronous").await, 2);
        assert_eq!(pragma::<i32>(connection, "foreign_keys").await, 1);
        assert_eq!(pragma::<i32>(connection, "busy_timeout").await, 5000);
        assert_eq!(pragma::<i32>(connection, "cache_size").await, -16000);
        assert_eq!(pragma::<i32>(connection, "temp_store").await, 2);
    }
}

#[tokio::test]
async fn readers_cannot_write() {
    let directory = TempDir::new().unwrap();
    let file = SqliteFile(directory.path().join("deskhand.db"));
    open_writer(&file, &DatabaseOptions::default()).await.unwrap();
    let readers = open_readers(&file, &DatabaseOptions::default()).await.unwrap();
    assert!(readers.execute_unprepared("CREATE TABLE t (x)").await.is_err());
}

async fn pragma<T: sea_orm::TryGetable>(connection: &DatabaseConnection, name: &str) -> T {
    let ask = Statement::from_string(DbBackend::Sqlite, format!("PRAGMA {name}"));
    connection.query_one_raw(ask).await.unwrap().unwrap().try_get_by_index(0).unwrap()
}
