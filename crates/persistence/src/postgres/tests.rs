use deskhand_test_postgres::FreshDatabase;
use sea_orm::{ConnectionTrait, DbBackend, Statement};

use super::*;

#[tokio::test]
async fn every_connection_has_its_limits() {
    let place = FreshDatabase::empty().await;
    let server = place.url().parse().unwrap();
    let options = DatabaseOptions::default();
    let writers = open_writers(&server, &options).await.unwrap();
    let readers = open_readers(&server, &options).await.unwrap();
    for connection in [&writers, &readers] {
        for (name, limit) in LIMITS {
            assert_eq!(setting(connection, name).await, limit);
        }
        assert_eq!(setting(connection, "application_name").await, "deskhand");
        assert_eq!(setting(connection, "transaction_isolation").await, "read committed");
    }
}

#[tokio::test]
async fn readers_cannot_write() {
    let place = FreshDatabase::empty().await;
    let readers = open_readers(&place.url().parse().unwrap(), &DatabaseOptions::default()).await.unwrap();
    assert!(readers.execute_unprepared("CREATE TABLE t (x int)").await.is_err());
}

#[tokio::test]
async fn options_of_the_url_do_not_lift_the_limits() {
    let place = FreshDatabase::empty().await;
    let separator = if place.url().contains('?') { '&' } else { '?' };
    let url = format!("{}{separator}options=-c%20lock_timeout%3D0", place.url());
    let writers = open_writers(&url.parse().unwrap(), &DatabaseOptions::default()).await.unwrap();
    assert_eq!(setting(&writers, "lock_timeout").await, "10s");
}

async fn setting(connection: &DatabaseConnection, name: &str) -> String {
    let ask = Statement::from_string(DbBackend::Postgres, format!("SHOW {name}"));
    connection.query_one_raw(ask).await.unwrap().unwrap().try_get_by_index(0).unwrap()
}
