use std::time::Duration;

use deskhand_test_postgres::FreshDatabase;
use futures::future::join_all;
use sea_orm::DbBackend;
use sea_orm::sqlx::Postgres;
use sea_orm::sqlx::postgres::{PgConnectOptions, PgPoolOptions};

use super::*;
use crate::read_pool::idle_connection::{LONGEST, RESTED};

const PROCESS: &str = "SELECT pg_backend_pid()";

async fn at_hand(place: &FreshDatabase, connections: u32, patience: Duration) -> AtHand<Postgres> {
    let pool = PgPoolOptions::new().max_connections(connections).acquire_timeout(patience);
    AtHand::new(pool.connect_with(place.url().parse::<PgConnectOptions>().unwrap()).await.unwrap())
}

async fn number(at_hand: &AtHand<Postgres>, question: &str) -> Result<i32, DbErr> {
    let row = at_hand.query_one(Statement::from_string(DbBackend::Postgres, question)).await?.unwrap();
    row.try_get_by_index(0)
}

#[tokio::test]
async fn one_question_after_the_other_is_asked_on_the_same_connection() {
    let place = FreshDatabase::empty().await;
    let at_hand = at_hand(&place, 4, Duration::from_secs(10)).await;
    let first = number(&at_hand, PROCESS).await.unwrap();
    for _ in 0..5 {
        assert!(at_hand.execute_unprepared("no statement").await.is_err(), "an answer, though not a good one");
        assert_eq!(number(&at_hand, PROCESS).await.unwrap(), first);
    }
    assert_eq!((at_hand.count_resting(), at_hand.pool().num_idle(), at_hand.pool().size()), (1, 0, 1));
    at_hand.close().await;
}

#[tokio::test]
async fn there_are_as_many_connections_as_there_may_be_and_whoever_gets_none_is_told_so() {
    let place = FreshDatabase::empty().await;
    let at_hand = at_hand(&place, 2, Duration::from_millis(400)).await;
    let longer = "SELECT 1 FROM pg_sleep(1)";
    let answers = join_all([number(&at_hand, longer), number(&at_hand, longer), number(&at_hand, longer)]).await;
    let refused: Vec<_> = answers.into_iter().filter_map(Result::err).collect();
    assert!(matches!(refused[..], [DbErr::ConnectionAcquire(ConnAcquireErr::Timeout)]), "{refused:?}");
    assert_eq!((at_hand.count_resting(), at_hand.pool().size()), (2, 2));

    let many = join_all((0..20).map(|_| number(&at_hand, PROCESS))).await;
    assert!(many.iter().all(Result::is_ok), "{many:?}");
    assert_eq!((at_hand.count_resting(), at_hand.pool().size()), (2, 2));
    at_hand.close().await;
}

#[tokio::test]
async fn nobody_gets_the_answer_to_a_question_that_was_dropped_half_way() {
    let place = FreshDatabase::empty().await;
    let at_hand = at_hand(&place, 1, Duration::from_secs(10)).await;
    let question = number(&at_hand, "SELECT 42 FROM pg_sleep(0.2)");
    assert!(timeout(Duration::from_millis(50), question).await.is_err());
    assert_eq!(at_hand.count_resting(), 0);
    assert_eq!(number(&at_hand, "SELECT 7").await.unwrap(), 7);
    at_hand.close().await;
}

#[tokio::test]
async fn connections_that_rested_until_they_were_lost_are_replaced() {
    let place = FreshDatabase::empty().await;
    let at_hand = at_hand(&place, 3, Duration::from_secs(10)).await;
    let longer = "SELECT 1 FROM pg_sleep(0.1)";
    join_all([number(&at_hand, longer), number(&at_hand, longer), number(&at_hand, longer)]).await;
    assert_eq!(at_hand.count_resting(), 3);
    let other = sea_orm::Database::connect(place.url()).await.unwrap();
    let end = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity \
               WHERE datname = current_database() AND pid <> pg_backend_pid()";
    sea_orm::ConnectionTrait::execute_unprepared(&other, end).await.unwrap();
    for kept in at_hand.resting.lock().unwrap().iter_mut() {
        kept.used -= RESTED;
    }

    assert_eq!(number(&at_hand, "SELECT 7").await.unwrap(), 7);
    assert_eq!((at_hand.count_resting(), at_hand.pool().size()), (1, 1));
    at_hand.close().await;
}

#[tokio::test]
async fn one_that_was_kept_for_long_is_shown_to_the_pool() {
    let place = FreshDatabase::empty().await;
    let pool = PgPoolOptions::new().max_connections(1).max_lifetime(Duration::from_nanos(1));
    let pool = pool.connect_with(place.url().parse::<PgConnectOptions>().unwrap()).await.unwrap();
    let at_hand = AtHand::new(pool);
    let first = number(&at_hand, PROCESS).await.unwrap();
    assert_eq!(number(&at_hand, PROCESS).await.unwrap(), first, "nobody looks at it between two questions");
    for kept in at_hand.resting.lock().unwrap().iter_mut() {
        kept.taken -= LONGEST;
    }
    assert_ne!(number(&at_hand, PROCESS).await.unwrap(), first);
    at_hand.close().await;
}
