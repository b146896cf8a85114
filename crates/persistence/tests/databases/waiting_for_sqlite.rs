use std::time::Duration;

use deskhand_domain::ports::{Storage, StorageError};
use deskhand_persistence::DatabaseOptions;

use crate::support::{Kind, Place};
use crate::units_of_work::sign_two_up;

/// Waits for nothing longer than a test should, and long enough for a busy machine to open a file.
fn impatient() -> DatabaseOptions {
    DatabaseOptions { wait: Duration::from_secs(1), ..DatabaseOptions::default() }
}

#[tokio::test]
async fn whoever_waits_too_long_for_the_writer_is_told_busy() {
    let place = Place::migrated(Kind::Sqlite).await;
    let database = place.open_with(&impatient()).await;
    let holding = database.begin().await.unwrap();
    assert!(matches!(database.begin().await, Err(StorageError::Busy)));
    drop(holding);
    database.begin().await.unwrap();
}

#[tokio::test]
async fn another_program_that_holds_the_file_makes_it_busy() {
    let place = Place::migrated(Kind::Sqlite).await;
    let database = place.open_with(&impatient()).await;
    let other = place.open_with(&impatient()).await;
    let holding = other.begin().await.unwrap();
    assert!(matches!(database.begin().await, Err(StorageError::Busy)));
    holding.commit().await.unwrap();
    sign_two_up(&database).await.unwrap();
}
