//! SQLite's index of texts is a table beside the others, and must stay in step with them.

use deskhand_domain::permissions::TicketVisibility;
use deskhand_domain::ports::{PageLimit, Storage, TicketFilter, TicketQueries, TicketSort};
use deskhand_domain::testing::{a_customer, a_ticket};
use deskhand_persistence::Database;
use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, Statement};

use crate::support::{Kind, Place};

#[tokio::test]
async fn whatever_happens_to_tickets_and_people_the_index_of_their_texts_stays_in_step() {
    let place = Place::migrated(Kind::Sqlite).await;
    let database = place.open().await;
    let raw = sea_orm::Database::connect(place.url()).await.unwrap();
    let ticket = |number| a_ticket().number(number);

    let mut uow = database.begin().await.unwrap();
    uow.people().insert(&a_customer().build()).await.unwrap();
    uow.people().insert(&a_customer().username("ada").build()).await.unwrap();
    for number in 1..=3 {
        uow.tickets().insert(&ticket(number).title("A zebra").build()).await.unwrap();
    }
    uow.commit().await.unwrap();
    assert_in_step(&raw).await;
    assert_eq!(found(&database, "zebra").await, [1, 2, 3]);

    let mut uow = database.begin().await.unwrap();
    uow.tickets().update(&ticket(1).title("A horse").version(2).build()).await.unwrap();
    uow.tickets().delete(ticket(2).build().id).await.unwrap();
    uow.people().update(&a_customer().username("ada").email("zebra@example.com").version(2).build()).await.unwrap();
    uow.commit().await.unwrap();
    assert_in_step(&raw).await;

    let mut uow = database.begin().await.unwrap();
    uow.tickets().delete(ticket(3).build().id).await.unwrap();
    drop(uow);
    // Rows may move here. What the index knows them by does not.
    raw.execute_unprepared("VACUUM").await.unwrap();
    assert_in_step(&raw).await;
    assert_eq!(found(&database, "zebra").await, [3]);
    assert_eq!(found(&database, "horse").await, [1]);
}

#[tokio::test]
async fn what_is_new_leaves_few_pieces_of_the_index_long_before_they_are_too_many() {
    let place = Place::migrated(Kind::Sqlite).await;
    let database = place.open().await;
    let raw = sea_orm::Database::connect(place.url()).await.unwrap();

    keep_one_by_one(&database, 60).await;

    for table in ["ticket_search", "people"] {
        let by_itself = format!("SELECT v FROM {table}_text_config WHERE k = 'crisismerge'");
        assert_eq!(number(&raw, &by_itself).await, 64, "FTS5 itself would have done nothing yet");
        let pieces = pieces(&raw, table).await;
        assert!((1..=24).contains(&pieces), "{table}: {pieces} pieces");
    }
    assert_in_step(&raw).await;
}

#[tokio::test]
async fn whoever_added_much_can_have_one_piece_made_of_each_index() {
    let place = Place::migrated(Kind::Sqlite).await;
    let database = place.open().await;
    let raw = sea_orm::Database::connect(place.url()).await.unwrap();
    database.optimize_text_search().await.unwrap();
    keep_one_by_one(&database, 7).await;
    assert_eq!((pieces(&raw, "ticket_search").await, pieces(&raw, "people").await), (7, 8));

    database.optimize_text_search().await.unwrap();

    assert_eq!((pieces(&raw, "ticket_search").await, pieces(&raw, "people").await), (1, 1));
    assert_in_step(&raw).await;
    assert_eq!(found(&database, a_ticket().build().title.as_str()).await, [1, 2, 3, 4, 5, 6, 7]);
}

/// The index has the notes as well, and would take the longer the more of them have the word.
#[tokio::test]
async fn a_customer_with_few_tickets_is_answered_without_the_index() {
    let place = Place::migrated(Kind::Sqlite).await;
    let database = place.open().await;
    let raw = sea_orm::Database::connect(place.url()).await.unwrap();
    keep_one_by_one(&database, 3).await;
    raw.execute_unprepared("DROP TABLE ticket_search_text").await.unwrap();

    let reporter = a_ticket().build().reporter;
    for (sees, count, is_answered) in [
        (TicketVisibility::ReportedOrFollowedBy(reporter), false, true),
        (TicketVisibility::ReportedOrFollowedBy(reporter), true, true),
        (TicketVisibility::Everything, false, false),
    ] {
        let filter =
            TicketFilter { title: Some(a_ticket().build().title.as_str().to_owned()), ..TicketFilter::default() };
        let page = database.list(sees, filter, TicketSort::Number, None, PageLimit::default(), count).await;
        assert_eq!(page.as_ref().is_ok_and(|page| page.rows.len() == 3), is_answered, "{sees:?} {count}: {page:?}");
    }
}

/// Each is a piece of its own at first.
async fn keep_one_by_one(database: &Database, tickets: u64) {
    let mut uow = database.begin().await.unwrap();
    uow.people().insert(&a_customer().build()).await.unwrap();
    uow.commit().await.unwrap();
    for number in 1..=tickets {
        let mut uow = database.begin().await.unwrap();
        uow.people().insert(&a_customer().username(&format!("person-{number}")).build()).await.unwrap();
        uow.tickets().insert(&a_ticket().number(number).build()).await.unwrap();
        uow.commit().await.unwrap();
    }
}

/// FTS5 keeps in this table of its own which page of which piece begins with which word.
async fn pieces(raw: &DatabaseConnection, table: &str) -> i64 {
    number(raw, &format!("SELECT count(DISTINCT segid) FROM {table}_text_idx")).await
}

async fn number(raw: &DatabaseConnection, question: &str) -> i64 {
    let row = raw.query_one_raw(Statement::from_string(DbBackend::Sqlite, question)).await.unwrap().unwrap();
    row.try_get_by_index(0).unwrap()
}

/// FTS5's own comparison of the index with the table whose texts it holds.
async fn assert_in_step(raw: &DatabaseConnection) {
    for table in ["ticket_search", "people"] {
        let check = format!("INSERT INTO {table}_text ({table}_text, rank) VALUES ('integrity-check', 1)");
        raw.execute_unprepared(&check).await.unwrap();
    }
}

async fn found(database: &Database, title: &str) -> Vec<u64> {
    let filter = TicketFilter { title: Some(title.to_owned()), ..TicketFilter::default() };
    let everything = TicketVisibility::Everything;
    let page = database.list(everything, filter, TicketSort::Number, None, PageLimit::default(), false).await.unwrap();
    page.rows.iter().map(|view| view.ticket.number.get()).collect()
}
