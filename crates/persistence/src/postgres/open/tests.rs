use deskhand_test_postgres::FreshDatabase;
use sea_orm::{ConnectionTrait, DbBackend, DbErr, QueryResult, Statement};

use super::*;

async fn opened(url: &str) -> Server {
    open(&url.parse().unwrap(), &DatabaseOptions::default()).await.unwrap()
}

fn ask(sql: &str) -> Statement {
    Statement::from_string(DbBackend::Postgres, sql)
}

type Row = Result<Option<QueryResult>, DbErr>;

async fn setting(query: impl AsyncFn(Statement) -> Row, name: &str) -> String {
    query(ask(&format!("SHOW {name}"))).await.unwrap().unwrap().try_get_by_index(0).unwrap()
}

async fn has_its_limits(query: impl AsyncFn(Statement) -> Row) {
    for (name, limit) in LIMITS {
        assert_eq!(setting(&query, name).await, limit);
    }
    assert_eq!(setting(&query, "application_name").await, "deskhand");
    assert_eq!(setting(&query, "transaction_isolation").await, "read committed");
}

#[tokio::test]
async fn every_connection_has_its_limits() {
    let place = FreshDatabase::empty().await;
    let server = opened(place.url()).await;
    has_its_limits(async |statement| server.write_pool().query_one_raw(statement).await).await;
    has_its_limits(async |statement| server.read_pool().query_one(statement).await).await;
}

#[tokio::test]
async fn readers_cannot_write() {
    let place = FreshDatabase::empty().await;
    assert!(opened(place.url()).await.read_pool().execute_unprepared("CREATE TABLE t (x int)").await.is_err());
}

#[tokio::test]
async fn options_of_the_url_do_not_lift_the_limits() {
    let place = FreshDatabase::empty().await;
    let separator = if place.url().contains('?') { '&' } else { '?' };
    let server = opened(&format!("{}{separator}options=-c%20lock_timeout%3D0", place.url())).await;
    let lock_timeout =
        setting(async |statement| server.write_pool().query_one_raw(statement).await, "lock_timeout").await;
    assert_eq!(lock_timeout, "10s");
}

#[tokio::test]
async fn a_slow_answer_is_not_taken_for_silence() {
    let place = FreshDatabase::empty().await;
    let server = opened(place.url()).await;
    // Longer than a ping may take.
    let slow = server.watchdog().guard(server.read_pool().query_one(ask("SELECT 1 FROM pg_sleep(3.5)"))).await;
    assert_eq!(slow.unwrap().unwrap().try_get_by_index::<i32>(0).unwrap(), 1);
}
