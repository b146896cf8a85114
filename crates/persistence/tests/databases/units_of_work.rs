use std::future::{Future, poll_fn};
use std::pin::pin;
use std::task::Poll;

use deskhand_domain::permissions::PeopleVisibility;
use deskhand_domain::ports::{PageLimit, PeopleFilter, PeopleQueries, PersonSort, Storage, StorageError};
use deskhand_domain::testing::{a_customer, an_engineer};
use deskhand_persistence::Database;

use crate::support::{Kind, Place};

on_both! {
    "current_thread" {
        a_unit_of_work_dropped_half_way_leaves_all_or_nothing_and_frees_the_writer
        a_reader_does_not_wait_for_the_writer
        a_second_error_does_not_follow_from_a_first
        nothing_is_acknowledged_that_is_not_kept
        a_row_that_is_not_there_is_missed_with_the_commit_at_the_latest
    }
}

pub(crate) async fn sign_two_up(database: &Database) -> Result<(), StorageError> {
    let mut uow = database.begin().await?;
    uow.people().insert(&a_customer().build()).await?;
    uow.people().insert(&an_engineer().build()).await?;
    uow.commit().await
}

async fn how_many(database: &Database) -> usize {
    let everybody = database.list(
        PeopleVisibility::Everybody,
        PeopleFilter::default(),
        PersonSort::CreatedAt,
        None,
        PageLimit::default(),
        false,
    );
    everybody.await.unwrap().rows.len()
}

/// Drops the future after so many polls, as a server does whose client has gone.
async fn dropped_after<F: Future>(polls: usize, future: F) -> Option<F::Output> {
    let mut future = pin!(future);
    let mut polled = 0;
    poll_fn(|context| {
        polled += 1;
        match future.as_mut().poll(context) {
            Poll::Ready(output) => Poll::Ready(Some(output)),
            Poll::Pending if polled >= polls => Poll::Ready(None),
            Poll::Pending => Poll::Pending,
        }
    })
    .await
}

async fn a_unit_of_work_dropped_half_way_leaves_all_or_nothing_and_frees_the_writer(kind: Kind) {
    let mut whole = false;
    for polls in 1..200 {
        let place = Place::migrated(kind).await;
        let database = place.open().await;
        whole = dropped_after(polls, sign_two_up(&database)).await.is_some();

        // The next one gets the writer, and finds no transaction open on it.
        drop(database.begin().await.unwrap());
        let kept = how_many(&database).await;
        assert!(kept == 2 || (kept == 0 && !whole), "{kept} of 2 kept after {polls} polls");
        if whole {
            break;
        }
    }
    assert!(whole, "it was never let through to its end");
}

async fn a_reader_does_not_wait_for_the_writer(kind: Kind) {
    let place = Place::migrated(kind).await;
    let database = place.open().await;
    let mut uow = database.begin().await.unwrap();
    uow.people().insert(&a_customer().build()).await.unwrap();
    assert_eq!(how_many(&database).await, 0);
    uow.commit().await.unwrap();
    assert_eq!(how_many(&database).await, 1);
}

async fn a_second_error_does_not_follow_from_a_first(kind: Kind) {
    let place = Place::migrated(kind).await;
    let database = place.open().await;
    sign_two_up(&database).await.unwrap();
    let again = sign_two_up(&database).await;
    assert!(matches!(again, Err(StorageError::AlreadyExists(_))), "{again:?}");
    let mut uow = database.begin().await.unwrap();
    assert!(!uow.people().is_empty().await.unwrap());
}

/// Neither database goes on after a statement that failed.
async fn nothing_is_acknowledged_that_is_not_kept(kind: Kind) {
    let place = Place::migrated(kind).await;
    let database = place.open().await;
    let mut uow = database.begin().await.unwrap();
    uow.people().insert(&a_customer().build()).await.unwrap();
    uow.people().insert(&a_customer().build()).await.unwrap_err();
    assert!(uow.people().insert(&an_engineer().build()).await.is_err());
    assert!(uow.commit().await.is_err());
    assert_eq!(how_many(&database).await, 0);
}

async fn a_row_that_is_not_there_is_missed_with_the_commit_at_the_latest(kind: Kind) {
    let place = Place::migrated(kind).await;
    let database = place.open().await;
    let mut uow = database.begin().await.unwrap();
    let missing = match uow.workload().add_open(an_engineer().build().id).await {
        Ok(()) => uow.commit().await,
        at_once => at_once,
    };
    assert!(matches!(missing, Err(StorageError::Corrupt { .. })), "{missing:?}");
}
