use deskhand_domain::permissions::TicketVisibility;
use deskhand_domain::ports::{PeopleQueries, PersonKey, Storage, StorageError, TicketKey, TicketQueries};
use deskhand_domain::testing::{a_customer, a_ticket};
use deskhand_persistence::Database;
use sea_orm::ConnectionTrait;
use tempfile::TempDir;

use crate::support::{fresh_database, url_in};

/// A customer with a ticket, then whatever `damage` does to the file.
async fn damaged_by(damage: &str) -> (Database, TempDir) {
    let (database, directory) = fresh_database().await;
    let customer = a_customer().build();
    let mut uow = database.begin().await.unwrap();
    uow.people().insert(&customer).await.unwrap();
    uow.tickets().insert(&a_ticket().number(1).reporter(customer.id).build()).await.unwrap();
    uow.commit().await.unwrap();

    let raw = sea_orm::Database::connect(url_in(directory.path())).await.unwrap();
    raw.execute_unprepared(damage).await.unwrap();
    (database, directory)
}

async fn corruption_of_the_customer(damage: &str) -> (&'static str, String) {
    let (database, _directory) = damaged_by(damage).await;
    match PeopleQueries::find(&database, PersonKey::Id(a_customer().build().id)).await {
        Err(StorageError::Corrupt { table, reason }) => (table, reason),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_word_that_nobody_knows_is_corrupt_and_not_repeated() {
    let (table, reason) = corruption_of_the_customer("UPDATE people SET role = 'wizard'").await;
    assert_eq!(table, "people");
    assert!(reason.starts_with("role ") && !reason.contains("wizard"), "{reason}");
}

#[tokio::test]
async fn a_column_of_another_type_is_corrupt_and_not_repeated() {
    let (_, reason) = corruption_of_the_customer("UPDATE people SET created_at = 'yesterday'").await;
    assert!(reason.contains("created_at") && !reason.contains("yesterday"), "{reason}");
}

#[tokio::test]
async fn a_ticket_without_a_title_is_corrupt_for_reads_and_for_units_of_work() {
    let (database, _directory) = damaged_by("UPDATE tickets SET title = ''").await;
    let id = a_ticket().number(1).build().id;
    let read = TicketQueries::find(&database, TicketVisibility::Everything, TicketKey::Id(id)).await;
    assert!(matches!(read, Err(StorageError::Corrupt { table: "tickets", .. })), "{read:?}");
    let found = database.begin().await.unwrap().tickets().find(id).await;
    assert!(matches!(found, Err(StorageError::Corrupt { table: "tickets", .. })), "{found:?}");
}
