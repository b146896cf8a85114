use deskhand_test_postgres::FreshDatabase;
use sea_orm::{ConnectionTrait, DbBackend, Statement};

use super::*;

#[tokio::test]
async fn every_connection_has_its_limits() {
    let place = FreshDatabase::empty().await;
    let server = place.url().parse().unwrap();
    let options = DatabaseOptions::default();
    let (writers, readers) = open(&server, &options).await.unwrap();
    has_its_limits(&writers.pool()).await;
    has_its_limits(&readers).await;
}

async fn has_its_limits(connection: &impl ConnectionTrait) {
    for (name, limit) in LIMITS {
        assert_eq!(setting(connection, name).await, limit);
    }
    assert_eq!(setting(connection, "application_name").await, "deskhand");
    assert_eq!(setting(connection, "transaction_isolation").await, "read committed");
}

#[tokio::test]
async fn readers_cannot_write() {
    let place = FreshDatabase::empty().await;
    let (_, readers) = open(&place.url().parse().unwrap(), &DatabaseOptions::default()).await.unwrap();
    assert!(readers.execute_unprepared("CREATE TABLE t (x int)").await.is_err());
}

#[tokio::test]
async fn options_of_the_url_do_not_lift_the_limits() {
    let place = FreshDatabase::empty().await;
    let separator = if place.url().contains('?') { '&' } else { '?' };
    let url = format!("{}{separator}options=-c%20lock_timeout%3D0", place.url());
    let (writers, _) = open(&url.parse().unwrap(), &DatabaseOptions::default()).await.unwrap();
    assert_eq!(setting(&writers.pool(), "lock_timeout").await, "10s");
}

async fn setting(connection: &impl ConnectionTrait, name: &str) -> String {
    let ask = Statement::from_string(DbBackend::Postgres, format!("SHOW {name}"));
    connection.query_one_raw(ask).await.unwrap().unwrap().try_get_by_index(0).unwrap()
}

#[tokio::test]
async fn a_slow_answer_is_not_taken_for_silence() {
    let place = FreshDatabase::empty().await;
    let (_, readers) = open(&place.url().parse().unwrap(), &DatabaseOptions::default()).await.unwrap();
    // Longer than any server may say nothing.
    let ask = Statement::from_string(DbBackend::Postgres, "SELECT 1 FROM pg_sleep(3.5)");
    let answer = readers.query_one_raw(ask).await.unwrap().unwrap();
    assert_eq!(answer.try_get_by_index::<i32>(0).unwrap(), 1);
}

#[tokio::test]
async fn a_closed_database_leaves_no_connection_behind() {
    let place = FreshDatabase::empty().await;
    let (writers, readers) = open(&place.url().parse().unwrap(), &DatabaseOptions::default()).await.unwrap();
    readers.execute_unprepared("SELECT 1").await.unwrap();
    readers.close().await.unwrap();
    writers.close().await.unwrap();
    let other = sea_orm::Database::connect(place.url()).await.unwrap();
    let others =
        "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'deskhand' AND datname = current_database()";
    // The server takes a moment to mail.
    loop {
        let ask = Statement::from_string(DbBackend::Postgres, others);
        let left: i64 = other.query_one_raw(ask).await.unwrap().unwrap().try_get_by_index(0).unwrap();
        if left == 0 {
            break;
        }
    }
}
