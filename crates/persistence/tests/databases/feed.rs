//! The order of the feed, where transactions overlap and where the server is another one than before.

use std::time::Duration;

use deskhand_domain::history::EventKind;
use deskhand_domain::people::By;
use deskhand_domain::permissions::EventVisibility;
use deskhand_domain::ports::{EventFeed, FeedPosition, PageLimit, Storage};
use deskhand_domain::testing::{TestClock, ticket_id};
use deskhand_domain::{EventId, history};
use deskhand_persistence::Database;
use sea_orm::{ConnectionTrait, TransactionTrait};
use uuid::Uuid;

use crate::support::{Kind, Place};

on_both! {
    "current_thread" {
        what_was_written_before_the_feed_was_there_comes_first_in_its_old_order
    }
}

/// T1 takes the lower number and commits last. Who reads on by the number alone never sees it.
#[tokio::test]
async fn an_event_begun_earlier_and_committed_later_is_not_lost() {
    let place = Place::migrated(Kind::Postgres).await;
    let database = place.open().await;
    let raw = sea_orm::Database::connect(place.url()).await.unwrap();
    write(&database, 1).await;

    let slow = raw.begin().await.unwrap();
    slow.execute_unprepared(&insert(Kind::Postgres, 2)).await.unwrap();
    write(&database, 3).await;
    let (before, at) = read_from(&database, FeedPosition::START).await;
    assert!(before == [1] || before.is_empty(), "what is above a running transaction is not read: {before:?}");
    slow.commit().await.unwrap();

    let (after, _) = settled(&database, at, 3 - before.len()).await;
    let mut all = [before, after].concat();
    // Whichever began first stands first; what counts is that both come, and after what was read already.
    assert_eq!(all.remove(0), 1);
    all.sort_unstable();
    assert_eq!(all, [2, 3]);
}

/// A dump of an old server, put back into a young one: its transactions are still to come there.
#[tokio::test]
async fn after_a_restore_into_a_younger_server_the_feed_goes_on_where_it_was() {
    let place = Place::migrated(Kind::Postgres).await;
    let database = place.open().await;
    for n in 1..=3 {
        write(&database, n).await;
    }
    let raw = sea_orm::Database::connect(place.url()).await.unwrap();
    // The middle one by a small number, as an old server's first transactions were.
    let older = "UPDATE history SET tx = CASE WHEN seq = 2 THEN 3 ELSE 4000000000000 + seq END";
    raw.execute_unprepared(older).await.unwrap();
    assert_eq!(read_from(&database, FeedPosition::START).await.0, [2]);

    database.migrate_up().await.unwrap();
    write(&database, 4).await;

    assert_eq!(settled(&database, FeedPosition::START, 4).await.0, [1, 2, 3, 4]);
}

#[tokio::test]
async fn an_ordinary_start_leaves_the_order_alone() {
    let place = Place::migrated(Kind::Postgres).await;
    let database = place.open().await;
    for n in 1..=3 {
        write(&database, n).await;
    }
    settled(&database, FeedPosition::START, 3).await;
    let before = database.newest().await.unwrap();
    // Another instance is in the middle of something.
    let raw = sea_orm::Database::connect(place.url()).await.unwrap();
    let running = raw.begin().await.unwrap();
    running.execute_unprepared(&insert(Kind::Postgres, 4)).await.unwrap();
    database.migrate_up().await.unwrap();
    running.commit().await.unwrap();

    assert_eq!(EventFeed::find(&database, before.event).await.unwrap(), Some(before));
    assert!(before.work > 0);
    assert_eq!(settled(&database, before, 1).await.0, [4]);
}

async fn what_was_written_before_the_feed_was_there_comes_first_in_its_old_order(kind: Kind) {
    let place = Place::migrated(kind).await;
    let database = place.open().await;
    let status = database.migration_status().await.unwrap();
    let since = status.known.iter().rev().position(|change| change.name == "m0014_feed").unwrap();
    database.migrate_down(u32::try_from(since).unwrap() + 1).await.unwrap();
    let raw = sea_orm::Database::connect(place.url()).await.unwrap();
    for n in [1, 2] {
        raw.execute_unprepared(&insert(kind, n)).await.unwrap();
    }
    database.migrate_up().await.unwrap();
    write(&database, 3).await;
    assert_eq!(settled(&database, FeedPosition::START, 3).await.0, [1, 2, 3]);
}

fn id(n: u128) -> Uuid {
    // The ids fall while the numbers grow: no order may come from them.
    Uuid::from_u128(0x7000_8000_0000_0000_0000 - n)
}

fn insert(kind: Kind, n: u128) -> String {
    let uuid = |id: Uuid| match kind {
        Kind::Sqlite => format!("X'{}'", id.simple()),
        Kind::Postgres => format!("'{id}'"),
    };
    let (id, ticket) = (uuid(id(n)), uuid(ticket_id(1).as_uuid()));
    format!("INSERT INTO history (id, at, ticket_id, kind, audience) VALUES ({id}, 0, {ticket}, 'taken', 'everybody')")
}

async fn write(database: &Database, n: u128) {
    let event = history::Event {
        id: EventId::new(id(n)),
        at: TestClock::START,
        by: By::System,
        topic: history::Topic::Ticket(ticket_id(1)),
        kind: EventKind::Taken,
        before: None,
        after: None,
        message: None,
    };
    let mut uow = database.begin().await.unwrap();
    uow.history().append(&[event]).await.unwrap();
    uow.commit().await.unwrap();
}

async fn read_from(database: &Database, after: FeedPosition) -> (Vec<u128>, FeedPosition) {
    let page = database.read(EventVisibility::EVERYTHING, after, PageLimit::default()).await.unwrap();
    let number = |id: EventId| id_number(id.as_uuid());
    (page.events.iter().map(|event| number(event.position.event)).collect(), page.read_to)
}

fn id_number(id: Uuid) -> u128 {
    0x7000_8000_0000_0000_0000 - id.as_u128()
}

/// So many events, as soon as no other test's transaction on the same server holds them up any more.
async fn settled(database: &Database, after: FeedPosition, events: usize) -> (Vec<u128>, FeedPosition) {
    let wait = async {
        loop {
            let read = read_from(database, after).await;
            if read.0.len() >= events {
                return read;
            }
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(Duration::from_secs(60), wait).await.unwrap()
}
