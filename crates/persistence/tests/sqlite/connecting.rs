use std::error::Error;

use deskhand_domain::ports::StorageError;
use deskhand_persistence::{BadUrl, Database, DatabaseOptions};
use tempfile::TempDir;

use crate::support::{fresh_database, open};

#[tokio::test]
async fn a_missing_directory_and_file_are_created() {
    let directory = TempDir::new().unwrap();
    let deep = directory.path().join("not/there/yet");
    let database = open(&deep, &DatabaseOptions::default()).await;
    database.migrate_up().await.unwrap();
    assert!(deep.join("deskhand.db").is_file());
}

#[tokio::test]
async fn a_migrated_database_answers_and_an_empty_one_does_not() {
    let (database, _directory) = fresh_database().await;
    database.ping().await.unwrap();

    let directory = TempDir::new().unwrap();
    let empty = open(directory.path(), &DatabaseOptions::default()).await;
    assert!(empty.ping().await.is_err());
}

#[tokio::test]
async fn another_kind_of_database_is_refused_by_name() {
    let refused = Database::connect("postgres://ada:secret@db/desk", &DatabaseOptions::default()).await.unwrap_err();
    assert!(matches!(refused, StorageError::Unavailable(_)));
    let reason = refused.source().unwrap().downcast_ref::<BadUrl>().unwrap();
    assert_eq!(*reason, BadUrl::Scheme("postgres".to_owned()));
}

#[tokio::test]
async fn a_file_that_is_no_database_is_unavailable() {
    let directory = TempDir::new().unwrap();
    std::fs::write(directory.path().join("deskhand.db"), "this is no database, only some words about one").unwrap();
    let url = crate::support::url_in(directory.path());
    let refused = Database::connect(&url, &DatabaseOptions::default()).await.unwrap_err();
    assert!(matches!(refused, StorageError::Unavailable(_)), "{refused:?}");
}
