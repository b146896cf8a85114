//! What is renewed in the moment in which old rows are deleted stays. On SQLite one unit of work runs at a time.

use deskhand_domain::ports::{Storage, StorageError};
use deskhand_domain::testing::TestClock;
use deskhand_persistence::Database;
use sea_orm::{ConnectionTrait, TransactionTrait};

use crate::support::{Kind, Place};

/// For each table an old row, and what keeps it.
const TABLES: [(&str, &str, &str); 4] = [
    (
        "drafts",
        "(person_id, place, title, body, saved_at) VALUES (gen_random_uuid(), 'new', '', 'Words', 0)",
        "saved_at = 4102444800000",
    ),
    (
        "attachments",
        "(id, uploader_id, name, kind, size, created_at) VALUES (gen_random_uuid(), gen_random_uuid(), 'a.txt', 'text', 1, 0)",
        "message_id = gen_random_uuid()",
    ),
    (
        "idempotency_keys",
        "(owner_id, key, fingerprint, claimed_at) VALUES (gen_random_uuid(), 'key', '\\x00', 0)",
        "claimed_at = 4102444800000",
    ),
    (
        "username_reservations",
        "(username, owner_id, reserved_until) VALUES ('ada', gen_random_uuid(), 0)",
        "reserved_until = 4102444800000",
    ),
];

/// Deletes what is old in this table.
async fn purge(database: &Database, table: &str) -> Result<u64, StorageError> {
    let mut uow = database.begin().await?;
    let (now, limit) = (TestClock::START, 9);
    let deleted = match table {
        "drafts" => uow.drafts().forget_unchanged(now, limit).await?,
        "attachments" => uow.attachments().forget_open(now, limit).await?,
        "idempotency_keys" => uow.idempotency_keys().forget(now, limit).await?,
        _ => uow.people().forget_username_reservations(now, limit).await?,
    };
    uow.commit().await?;
    Ok(deleted)
}

#[tokio::test]
async fn a_row_that_is_being_renewed_is_neither_waited_for_nor_deleted() {
    let place = Place::migrated(Kind::Postgres).await;
    let database = place.open().await;
    let raw = sea_orm::Database::connect(place.url()).await.unwrap();
    for (table, row, renewal) in TABLES {
        // Without the people and messages to which it belongs.
        let insert = format!("SET LOCAL session_replication_role = replica; INSERT INTO {table} {row}");
        let filling = raw.begin().await.unwrap();
        filling.execute_unprepared(&insert).await.unwrap();
        filling.commit().await.unwrap();

        let renewing = raw.begin().await.unwrap();
        let renew = format!("SET LOCAL session_replication_role = replica; UPDATE {table} SET {renewal}");
        renewing.execute_unprepared(&renew).await.unwrap();
        assert_eq!(purge(&database, table).await.unwrap(), 0, "{table}");
        renewing.rollback().await.unwrap();
        assert_eq!(purge(&database, table).await.unwrap(), 1, "{table}: it was old");
    }
}
