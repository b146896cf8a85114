use deskhand_domain::permissions::TicketVisibility;
use deskhand_domain::ports::{PeopleQueries, PersonKey, Storage, StorageError, TicketKey, TicketQueries};
use deskhand_domain::testing::{a_customer, a_ticket};
use deskhand_persistence::Database;
use sea_orm::ConnectionTrait;

use crate::support::{Kind, Place};

on_both! {
    "current_thread" {
        a_word_that_nobody_knows_is_corrupt_and_not_repeated
        a_column_of_another_type_is_corrupt_and_not_repeated
        a_ticket_without_a_title_is_corrupt_for_reads_and_for_units_of_work
    }
}

/// A customer with a ticket, then whatever `damage` does to them.
async fn damaged_by(kind: Kind, damage: &str) -> (Database, Place) {
    let place = Place::migrated(kind).await;
    let database = place.open().await;
    let customer = a_customer().build();
    let mut uow = database.begin().await.unwrap();
    uow.people().insert(&customer).await.unwrap();
    uow.tickets().insert(&a_ticket().number(1).reporter(customer.id).build()).await.unwrap();
    uow.commit().await.unwrap();

    let raw = sea_orm::Database::connect(place.url()).await.unwrap();
    raw.execute_unprepared(damage).await.unwrap();
    (database, place)
}

async fn corruption_of_the_customer(kind: Kind, damage: &str) -> (&'static str, String) {
    let (database, _place) = damaged_by(kind, damage).await;
    match PeopleQueries::find(&database, PersonKey::Id(a_customer().build().id)).await {
        Err(StorageError::Corrupt { table, reason }) => (table, reason),
        other => panic!("{other:?}"),
    }
}

async fn a_word_that_nobody_knows_is_corrupt_and_not_repeated(kind: Kind) {
    let (table, reason) = corruption_of_the_customer(kind, "UPDATE people SET role = 'wizard'").await;
    assert_eq!(table, "people");
    assert!(reason.starts_with("role ") && !reason.contains("wizard"), "{reason}");
}

async fn a_column_of_another_type_is_corrupt_and_not_repeated(kind: Kind) {
    let damage = match kind {
        Kind::Sqlite => "UPDATE people SET created_at = 'yesterday'",
        Kind::Postgres => "ALTER TABLE people ALTER created_at TYPE text USING 'yesterday'",
    };
    let (_, reason) = corruption_of_the_customer(kind, damage).await;
    assert!(reason.contains("created_at") && !reason.contains("yesterday"), "{reason}");
}

async fn a_ticket_without_a_title_is_corrupt_for_reads_and_for_units_of_work(kind: Kind) {
    let (database, _place) = damaged_by(kind, "UPDATE tickets SET title = ''").await;
    let id = a_ticket().number(1).build().id;
    let read = TicketQueries::find(&database, TicketVisibility::Everything, TicketKey::Id(id)).await;
    assert!(matches!(read, Err(StorageError::Corrupt { table: "tickets", .. })), "{read:?}");
    let found = database.begin().await.unwrap().tickets().find(id).await;
    assert!(matches!(found, Err(StorageError::Corrupt { table: "tickets", .. })), "{found:?}");
}
