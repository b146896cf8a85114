use deskhand_test_postgres::FreshDatabase;
use futures::future::join_all;
use sea_orm::DbBackend;
use sea_orm::sqlx::postgres::PgConnectOptions;
use sea_orm::sqlx::{PgConnection, Postgres};

use super::*;
use crate::read_pool::idle::IDLE_LIMIT;

const PROCESS: &str = "SELECT pg_backend_pid()";
const LIFETIME: Duration = Duration::from_secs(60);

fn pool(place: &FreshDatabase, limit: u32, acquire_timeout: Duration) -> ReadPool<Postgres> {
    let server: PgConnectOptions = place.url().parse().unwrap();
    ReadPool::new(
        ReadPoolOptions { limit, acquire_timeout, max_lifetime: Some(LIFETIME), finish_timeout: LIFETIME },
        move || {
            let server = server.clone();
            async move { PgConnection::connect_with(&server).await }
        },
    )
}

async fn number(pool: &ReadPool<Postgres>, question: &str) -> Result<i32, DbErr> {
    let row = pool.query_one(Statement::from_string(DbBackend::Postgres, question)).await?.unwrap();
    row.try_get_by_index(0)
}

/// Open and idle.
fn counts(pool: &ReadPool<Postgres>) -> (u32, u32) {
    (pool.stats().open, pool.stats().idle)
}

#[tokio::test]
async fn one_statement_after_the_other_runs_on_the_same_connection() {
    let place = FreshDatabase::empty().await;
    let pool = pool(&place, 4, Duration::from_secs(10));
    let first = number(&pool, PROCESS).await.unwrap();
    for _ in 0..5 {
        assert!(pool.execute_unprepared("no statement").await.is_err(), "an answer, though not a good one");
        assert_eq!(number(&pool, PROCESS).await.unwrap(), first);
    }
    assert_eq!(counts(&pool), (1, 1));
    pool.close().await;
    let closed = number(&pool, PROCESS).await;
    assert!(matches!(closed, Err(DbErr::ConnectionAcquire(ConnAcquireErr::ConnectionClosed))), "{closed:?}");
}

#[tokio::test]
async fn no_more_connections_are_opened_than_allowed_and_waiting_for_one_ends_in_a_timeout() {
    let place = FreshDatabase::empty().await;
    let pool = pool(&place, 2, Duration::from_millis(400));
    let longer = "SELECT 1 FROM pg_sleep(1)";
    let answers = join_all([number(&pool, longer), number(&pool, longer), number(&pool, longer)]).await;
    let refused: Vec<_> = answers.into_iter().filter_map(Result::err).collect();
    assert!(matches!(refused[..], [DbErr::ConnectionAcquire(ConnAcquireErr::Timeout)]), "{refused:?}");
    assert_eq!(counts(&pool), (2, 2));

    let many = join_all((0..20).map(|_| number(&pool, PROCESS))).await;
    assert!(many.iter().all(Result::is_ok), "{many:?}");
    assert_eq!(counts(&pool), (2, 2));
    pool.close().await;
}

#[tokio::test]
async fn no_statement_gets_the_answer_of_one_that_was_dropped_half_way() {
    let place = FreshDatabase::empty().await;
    let pool = pool(&place, 1, Duration::from_secs(10));
    let question = number(&pool, "SELECT 42 FROM pg_sleep(0.2)");
    assert!(timeout(Duration::from_millis(50), question).await.is_err());
    assert_eq!(counts(&pool), (1, 0), "the server still works on it");
    assert_eq!(number(&pool, "SELECT 7").await.unwrap(), 7);
    pool.close().await;
}

#[tokio::test]
async fn closing_waits_for_a_statement_that_was_dropped_half_way() {
    let place = FreshDatabase::empty().await;
    let pool = pool(&place, 1, Duration::from_secs(10));
    let question = number(&pool, "SELECT 42 FROM pg_sleep(0.2)");
    assert!(timeout(Duration::from_millis(50), question).await.is_err());
    pool.close().await;
    assert_eq!(counts(&pool), (0, 0));
}

#[tokio::test]
async fn idle_connections_that_were_lost_are_replaced() {
    let place = FreshDatabase::empty().await;
    let pool = pool(&place, 3, Duration::from_secs(10));
    let longer = "SELECT 1 FROM pg_sleep(0.1)";
    join_all([number(&pool, longer), number(&pool, longer), number(&pool, longer)]).await;
    assert_eq!(counts(&pool), (3, 3));
    let other = sea_orm::Database::connect(place.url()).await.unwrap();
    let end = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity \
               WHERE datname = current_database() AND pid <> pg_backend_pid()";
    sea_orm::ConnectionTrait::execute_unprepared(&other, end).await.unwrap();
    for idle in pool.0.idle.lock().iter_mut() {
        idle.last_used -= IDLE_LIMIT;
    }

    assert_eq!(number(&pool, "SELECT 7").await.unwrap(), 7);
    assert_eq!(counts(&pool), (1, 1));
    pool.close().await;
}

#[tokio::test]
async fn a_connection_is_replaced_at_the_end_of_its_lifetime() {
    let place = FreshDatabase::empty().await;
    let pool = pool(&place, 1, Duration::from_secs(10));
    let first = number(&pool, PROCESS).await.unwrap();
    for idle in pool.0.idle.lock().iter_mut() {
        idle.opened -= LIFETIME;
    }
    assert_ne!(number(&pool, PROCESS).await.unwrap(), first);
    pool.close().await;
}
