//! What the server is told to enforce, so that nothing waits or sleeps for long.

use std::time::Duration;

use deskhand_domain::ports::{Storage, StorageError};
use deskhand_domain::testing::a_customer;
use deskhand_persistence::DatabaseOptions;
use sea_orm::{ConnectionTrait, TransactionTrait};

use crate::support::{Kind, Place};
use crate::units_of_work::sign_two_up;

#[tokio::test]
async fn a_lock_that_is_not_to_be_had_is_busy() {
    let place = Place::migrated(Kind::Postgres).await;
    let database = place.open().await;
    let raw = sea_orm::Database::connect(place.url()).await.unwrap();
    let holding = raw.begin().await.unwrap();
    holding.execute_unprepared("LOCK TABLE people").await.unwrap();
    let refused = sign_two_up(&database).await;
    assert!(matches!(refused, Err(StorageError::Busy)), "{refused:?}");
    holding.rollback().await.unwrap();
    sign_two_up(&database).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_units_of_work_that_wait_for_each_other_one_is_told_busy() {
    let place = Place::migrated(Kind::Postgres).await;
    let database = place.open().await;
    let people = ["ada", "bob"].map(|name| a_customer().username(name).build());
    let mut uow = database.begin().await.unwrap();
    for person in &people {
        uow.people().insert(person).await.unwrap();
    }
    uow.commit().await.unwrap();

    let meet = std::sync::Arc::new(tokio::sync::Barrier::new(2));
    let [ada, bob] = people.map(|person| person.id);
    let locks = [(ada, bob), (bob, ada)].map(|(first, second)| {
        let (database, meet) = (database.clone(), meet.clone());
        tokio::spawn(async move {
            let mut uow = database.begin().await.unwrap();
            uow.people().find(first).await.unwrap();
            meet.wait().await;
            uow.people().find(second).await.map(|_| ())
        })
    });
    let mut results = Vec::new();
    for lock in locks {
        results.push(lock.await.unwrap());
    }
    assert_eq!(results.iter().filter(|result| matches!(result, Err(StorageError::Busy))).count(), 1, "{results:?}");
}

#[tokio::test]
async fn no_more_connections_than_allowed_are_opened_and_whoever_waits_too_long_is_told_busy() {
    let place = Place::migrated(Kind::Postgres).await;
    let options = DatabaseOptions { writers: 2, wait: Duration::from_secs(3), ..DatabaseOptions::default() };
    let database = place.open_with(&options).await;
    let holding = [database.begin().await.unwrap(), database.begin().await.unwrap()];
    assert!(matches!(database.begin().await, Err(StorageError::Busy)));
    drop(holding);
    database.begin().await.unwrap();
}

#[tokio::test]
async fn connections_that_the_server_ended_are_replaced() {
    let place = Place::migrated(Kind::Postgres).await;
    let database = place.open().await;
    sign_two_up(&database).await.unwrap();
    let raw = sea_orm::Database::connect(place.url()).await.unwrap();
    let end = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity \
               WHERE datname = current_database() AND pid <> pg_backend_pid() AND application_name = 'deskhand'";
    raw.execute_unprepared(end).await.unwrap();
    // Each that is found dead costs one answer at most; none is found twice.
    let mut failed = 0;
    while let Err(error) = database.begin().await.map(|_| ()) {
        assert!(matches!(error, StorageError::Unavailable(_)), "{error:?}");
        failed += 1;
        assert!(failed <= 20, "{error:?}");
    }
}
