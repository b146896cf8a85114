use deskhand_persistence::{Database, DatabaseOptions, MigrationError};
use tempfile::TempDir;

use crate::support::{open, url_in};

async fn empty_database() -> (Database, TempDir) {
    let directory = TempDir::new().unwrap();
    (open(directory.path(), &DatabaseOptions::default()).await, directory)
}

#[tokio::test]
async fn the_schema_goes_up_and_down_and_up_again() {
    let (database, _directory) = empty_database().await;
    let up = database.migrate_up().await.unwrap();
    assert_eq!(up.first().unwrap(), "m0001_people");
    assert!(database.migration_status().await.unwrap().is_current());

    let mut down = database.migrate_down(u32::MAX).await.unwrap();
    down.reverse();
    assert_eq!(down, up);
    assert!(database.ping().await.is_err());

    assert_eq!(database.migrate_up().await.unwrap(), up);
    database.ping().await.unwrap();
}

#[tokio::test]
async fn one_step_down_takes_back_the_last_change_only() {
    let (database, _directory) = empty_database().await;
    let up = database.migrate_up().await.unwrap();
    assert_eq!(database.migrate_down(1).await.unwrap(), up[up.len() - 1..]);
    let status = database.migration_status().await.unwrap();
    assert_eq!(status.known.iter().filter(|change| !change.applied).count(), 1);
}

#[tokio::test]
async fn going_up_twice_changes_nothing() {
    let (database, _directory) = empty_database().await;
    database.migrate_up().await.unwrap();
    assert_eq!(database.migrate_up().await.unwrap(), Vec::<String>::new());
}

#[tokio::test]
async fn asking_for_the_status_changes_nothing() {
    let (database, _directory) = empty_database().await;
    let status = database.migration_status().await.unwrap();
    assert!(!status.is_current());
    assert!(status.known.iter().all(|change| !change.applied));
    assert_eq!(database.migration_status().await.unwrap(), status);
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_programs_that_start_together_one_migrates() {
    let (one, directory) = empty_database().await;
    let other = open(directory.path(), &DatabaseOptions::default()).await;
    let (first, second) = tokio::join!(one.migrate_up(), other.migrate_up());
    let (first, second) = (first.unwrap(), second.unwrap());
    assert!(first.is_empty() != second.is_empty(), "{first:?} {second:?}");
}

#[tokio::test]
async fn a_schema_newer_than_the_program_is_left_alone() {
    let (database, directory) = empty_database().await;
    database.migrate_up().await.unwrap();
    let raw = sea_orm::Database::connect(url_in(directory.path())).await.unwrap();
    let newer = "INSERT INTO seaql_migrations (version, applied_at) VALUES ('m9999_later', 0)";
    sea_orm::ConnectionTrait::execute_unprepared(&raw, newer).await.unwrap();

    assert_eq!(database.migration_status().await.unwrap().unknown, ["m9999_later"]);
    for refused in [database.migrate_up().await, database.migrate_down(1).await] {
        let Err(MigrationError::SchemaIsNewer(unknown)) = refused else { panic!("{refused:?}") };
        assert_eq!(unknown, ["m9999_later"]);
    }
}
