//! SQLite: units of work that wait for each other share a commit, and nothing else.

use std::time::Duration;

use deskhand_domain::people::Person;
use deskhand_domain::ports::{PeopleQueries, PersonKey, Storage, StorageError};
use deskhand_domain::testing::{a_customer, person_id};
use deskhand_persistence::{Database, DatabaseOptions};
use futures::FutureExt;
use tokio::task::{JoinHandle, JoinSet};

use crate::support::{Kind, Place};

async fn is_kept(database: &Database, name: &str) -> bool {
    let key = PersonKey::Id(person_id(name));
    PeopleQueries::find(database, key).await.unwrap().is_some()
}

fn person(name: &str) -> Person {
    a_customer().username(name).email(&format!("{name}@example.com")).id(person_id(name)).build()
}

async fn sign_up(database: &Database, name: &str) -> Result<(), StorageError> {
    let mut uow = database.begin().await?;
    uow.people().insert(&person(name)).await?;
    uow.commit().await
}

/// Runs the tasks that `spawn` starts while another unit of work has the writer: they then share their commits.
async fn in_groups(database: &Database, spawn: impl FnOnce() -> Vec<JoinHandle<()>>) {
    let first = database.begin().await.unwrap();
    let tasks = spawn();
    tokio::task::yield_now().await;
    drop(first);
    for task in tasks {
        task.await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hundred_at_once_are_all_kept_or_all_refused_for_their_own_reasons() {
    let place = Place::migrated(Kind::Sqlite).await;
    let database = place.open().await;
    let mut under_way = JoinSet::new();
    for n in 0..100 {
        let database = database.clone();
        // Every name is wanted twice: of each pair, one gets it, and the other undoes nothing but its own.
        under_way.spawn(async move { (n / 2, sign_up(&database, &format!("person{}", n / 2)).await) });
    }
    let (mut kept, mut refused) = (0, 0);
    while let Some(done) = under_way.join_next().await {
        match done.unwrap() {
            (n, Ok(())) => {
                assert!(is_kept(&database, &format!("person{n}")).await, "told before it was durable");
                kept += 1;
            }
            (_, Err(StorageError::AlreadyExists(_))) => refused += 1,
            (n, Err(error)) => panic!("person{n}: {error}"),
        }
    }
    assert_eq!((kept, refused), (50, 50));
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_is_dropped_or_aborted_among_others_undoes_only_itself() {
    let place = Place::migrated(Kind::Sqlite).await;
    let database = place.open().await;
    let mut under_way = JoinSet::new();
    for n in 0..60 {
        let database = database.clone();
        under_way.spawn(async move {
            let name = format!("person{n}");
            if n % 3 == 0 {
                let mut uow = database.begin().await.unwrap();
                uow.people().insert(&a_customer().username(&name).id(person_id(&name)).build()).await.unwrap();
                drop(uow);
            } else {
                let limit = Duration::from_micros(if n % 3 == 1 { 1_500 } else { 60_000_000 });
                // A limit that ends somewhere in the middle: whatever was said, it is true.
                drop(tokio::time::timeout(limit, sign_up(&database, &name)).await);
            }
        });
    }
    under_way.join_all().await;
    for n in (0..60).step_by(3) {
        assert!(!is_kept(&database, &format!("person{n}")).await, "person{n} was never committed");
    }
    for n in (2..60).step_by(3) {
        assert!(is_kept(&database, &format!("person{n}")).await, "person{n} was let through to the end");
    }
}

/// Without committing together, each of these would wait for the disk by itself; with it, nobody waits longer than the
/// whole group. What is told here is only that the queue moves on while others hold what they have.
#[tokio::test(flavor = "multi_thread")]
async fn who_waits_longer_than_its_patience_is_told_busy_and_holds_up_nobody() {
    let place = Place::migrated(Kind::Sqlite).await;
    let impatient = DatabaseOptions { wait: Duration::from_secs(1), ..DatabaseOptions::default() };
    let database = place.open_with(&impatient).await;
    let holding = database.begin().await.unwrap();
    for _ in 0..3 {
        assert!(matches!(sign_up(&database, "ada").await, Err(StorageError::Busy)));
    }
    drop(holding);
    sign_up(&database, "ada").await.unwrap();
    assert!(is_kept(&database, "ada").await);
}

#[tokio::test]
async fn of_writes_of_which_one_fails_none_is_kept_even_where_nobody_listened() {
    let place = Place::migrated(Kind::Sqlite).await;
    let database = place.open().await;
    let mut uow = database.begin().await.unwrap();
    uow.people().insert(&person("ada")).await.unwrap();
    uow.people().insert(&person("ada")).await.unwrap_err();
    uow.people().insert(&person("bob")).await.unwrap_err();
    uow.people().is_empty().await.unwrap_err();
    assert!(matches!(uow.commit().await, Err(StorageError::Unavailable(_))));
    assert!(!is_kept(&database, "ada").await && !is_kept(&database, "bob").await);
}

/// Also in the middle of the first statement after the savepoint.
#[tokio::test]
async fn who_gives_up_at_any_moment_undoes_their_own_slot_and_no_other() {
    let place = Place::migrated(Kind::Sqlite).await;
    let database = place.open().await;
    for round in 0..20 {
        let one = |database: Database, n: i64| async move {
            let ada = person(&format!("person{}", round * 10 + n));
            let mut uow = database.begin().await.unwrap();
            if n % 3 == 1 {
                drop(uow.people().insert(&ada).now_or_never());
                return;
            }
            uow.people().insert(&ada).await.unwrap();
            uow.commit().await.unwrap();
        };
        in_groups(&database, || (0..6).map(|n| tokio::spawn(one(database.clone(), n))).collect()).await;
    }
    for n in (0..200).filter(|n| n % 10 < 6) {
        assert_eq!(is_kept(&database, &format!("person{n}")).await, n % 10 % 3 != 1, "person{n}");
    }
}

#[tokio::test]
async fn of_slots_that_share_a_transaction_each_is_kept_or_undone_by_itself() {
    let place = Place::migrated(Kind::Sqlite).await;
    let database = place.open().await;
    let one = |database: Database, n: i64| async move {
        let ada = person(&format!("person{n}"));
        let mut uow = database.begin().await.unwrap();
        match n % 4 {
            // Read and written, written only, written and dropped, empty.
            0 => drop(uow.people().is_empty().await.unwrap()),
            1 => {}
            2 => {
                uow.people().insert(&ada).await.unwrap();
                uow.people().is_empty().await.unwrap();
                return;
            }
            _ => return uow.commit().await.unwrap(),
        }
        uow.people().insert(&ada).await.unwrap();
        uow.commit().await.unwrap();
    };
    in_groups(&database, || (0..40).map(|n| tokio::spawn(one(database.clone(), n))).collect()).await;
    for n in 0..40 {
        assert_eq!(is_kept(&database, &format!("person{n}")).await, n % 4 < 2, "person{n}");
    }
}

#[tokio::test]
async fn what_was_never_asked_for_is_as_little_kept_as_the_rest_of_a_slot_that_is_given_up() {
    let place = Place::migrated(Kind::Sqlite).await;
    let database = place.open().await;
    let mut uow = database.begin().await.unwrap();
    uow.people().insert(&person("ada")).await.unwrap();
    let bob = person("bob");
    let never_polled = uow.people().insert(&bob);
    drop(never_polled);
    drop(uow);
    sign_up(&database, "bob").await.unwrap();
    assert!(!is_kept(&database, "ada").await && is_kept(&database, "bob").await);
}
