use std::error::Error;

use deskhand_domain::ports::StorageError;
use deskhand_persistence::{BadUrl, Database, DatabaseOptions, missing_file};
use sea_orm::{ConnectionTrait, DbBackend, Statement};
use tempfile::TempDir;

use crate::support::{Kind, Place, url_in};

on_both! {
    "current_thread" {
        a_migrated_database_answers_and_an_empty_one_does_not
    }
}

async fn a_migrated_database_answers_and_an_empty_one_does_not(kind: Kind) {
    let migrated = Place::migrated(kind).await;
    migrated.open().await.ping().await.unwrap();

    let empty = Place::empty(kind).await;
    assert!(empty.open().await.ping().await.is_err());
}

#[tokio::test]
async fn a_missing_directory_and_file_are_created() {
    let directory = TempDir::new().unwrap();
    let deep = directory.path().join("not/there/yet");
    Database::connect(&url_in(&deep), &DatabaseOptions::default()).await.unwrap().migrate_up().await.unwrap();
    assert!(deep.join("deskhand.db").is_file());
}

#[tokio::test]
async fn a_missing_file_is_told_with_its_whole_path() {
    let place = Place::migrated(Kind::Sqlite).await;
    assert_eq!(missing_file(&place.url()), None);
    assert_eq!(missing_file("postgres://ada@db/desk"), None);
    let here = std::env::current_dir().unwrap();
    assert_eq!(missing_file("sqlite://not/there.db"), Some(here.join("not/there.db")));
}

#[tokio::test]
async fn a_file_that_is_no_database_is_unavailable() {
    let directory = TempDir::new().unwrap();
    std::fs::write(directory.path().join("deskhand.db"), "this is no database, only some words about one").unwrap();
    refused(&url_in(directory.path())).await;
}

#[tokio::test]
async fn another_kind_of_database_is_refused_by_name() {
    let reason = refused("mysql://ada:secret@db/desk").await.source().unwrap().downcast_ref::<BadUrl>().cloned();
    assert_eq!(reason, Some(BadUrl::Scheme("mysql".to_owned())));
}

#[tokio::test]
async fn a_server_that_is_not_there_is_unavailable_and_it_is_said_why() {
    let reason = refused("postgres://ada:secret@127.0.0.1:1/desk").await.source().unwrap().to_string();
    assert!(reason.contains("refused"), "{reason}");
}

#[tokio::test]
async fn a_database_that_the_server_does_not_have_is_named() {
    let place = Place::empty(Kind::Postgres).await;
    let reason = refused(&place.url().replace("/test_", "/no_test_")).await.source().unwrap().to_string();
    assert!(reason.contains("no_test_") && reason.contains("does not exist"), "{reason}");
}

#[tokio::test]
async fn a_password_is_never_repeated() {
    let place = Place::empty(Kind::Postgres).await;
    let url = place.url().replace("deskhand@", "deskhand:opensesame@");
    let database = Database::connect(&url, &DatabaseOptions::default()).await.unwrap();
    assert!(!format!("{database:?}").contains("opensesame"));
    for url in [url.replace("/test_", "/no_test_"), url.replace("deskhand:", "nobody:"), url.replace("@", "@:")] {
        let error = refused(&url).await;
        assert!(!format!("{error:?} {:?}", error.source()).contains("opensesame"), "{error:?}");
    }
}

async fn refused(url: &str) -> StorageError {
    let refused = Database::connect(url, &DatabaseOptions::default()).await.unwrap_err();
    assert!(matches!(refused, StorageError::Unavailable(_)), "{refused:?}");
    refused
}

#[tokio::test]
async fn a_closed_database_leaves_no_connection_behind() {
    let place = Place::migrated(Kind::Postgres).await;
    let database = place.open().await;
    database.ping().await.unwrap();
    database.close().await.unwrap();
    let other = sea_orm::Database::connect(place.url()).await.unwrap();
    let others =
        "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'deskhand' AND datname = current_database()";
    // The server needs a moment to notice.
    loop {
        let ask = Statement::from_string(DbBackend::Postgres, others);
        let left: i64 = other.query_one_raw(ask).await.unwrap().unwrap().try_get_by_index(0).unwrap();
        if left == 0 {
            break;
        }
    }
}

#[tokio::test]
async fn sqlite_is_compiled_as_measured() {
    let place = Place::migrated(Kind::Sqlite).await;
    let raw = sea_orm::Database::connect(place.url()).await.unwrap();
    let options = Statement::from_string(DbBackend::Sqlite, "PRAGMA compile_options");
    let options = raw.query_all_raw(options).await.unwrap();
    let options: Vec<String> = options.iter().map(|row| row.try_get_by_index(0).unwrap()).collect();

    for wanted in ["ENABLE_QPSG", "DEFAULT_MEMSTATUS=0"] {
        assert!(options.iter().any(|option| option == wanted), ".cargo/config.toml was not read: {options:?}");
    }
    assert!(!options.iter().any(|option| option == "ENABLE_MEMORY_MANAGEMENT"), "{options:?}");
}
