use deskhand_domain::MessageId;
use deskhand_domain::notification::{Mail, Reason};
use deskhand_domain::permissions::{PeopleVisibility, TicketVisibility};
use deskhand_domain::ports::{
    PageLimit, PeopleFilter, PeopleQueries, PersonSort, Storage, StorageError, TicketFilter, TicketQueries, TicketSort,
};
use deskhand_domain::testing::{TestClock, a_customer, a_ticket, search_for};
use deskhand_domain::ticket::{Message, MessageBody, MessageKind};
use deskhand_domain::transfer::WholeTicket;
use deskhand_persistence::{Database, DatabaseOptions, MigrationError};
use sea_orm::{ConnectionTrait, DatabaseConnection, Statement, TransactionTrait};
use time::Duration;
use uuid::Uuid;

use crate::leases::a_mail;
use crate::support::{Kind, Place};

on_both! {
    "current_thread" {
        the_schema_goes_up_and_down_and_up_again
        one_step_down_takes_back_the_last_change_only
        going_up_twice_changes_nothing
        asking_for_the_status_changes_nothing
        a_schema_newer_than_the_program_is_left_alone
        the_searched_texts_of_an_older_schema_are_made_of_its_tickets_and_messages
        a_mail_that_waits_keeps_its_reason_where_the_word_for_it_changes
    }
    "multi_thread" {
        of_three_programs_that_start_together_one_migrates
    }
}

async fn the_schema_goes_up_and_down_and_up_again(kind: Kind) {
    let place = Place::empty(kind).await;
    let database = place.open().await;
    let up = database.migrate_up().await.unwrap();
    assert_eq!(up.first().unwrap(), "m0001_people");
    assert!(database.migration_status().await.unwrap().is_current());

    let mut down = database.migrate_down(u32::MAX).await.unwrap();
    down.reverse();
    assert_eq!(down, up);
    assert!(database.ping().await.is_err());

    assert_eq!(database.migrate_up().await.unwrap(), up);
    database.ping().await.unwrap();
}

async fn one_step_down_takes_back_the_last_change_only(kind: Kind) {
    let place = Place::empty(kind).await;
    let database = place.open().await;
    let up = database.migrate_up().await.unwrap();
    assert_eq!(database.migrate_down(1).await.unwrap().first(), up.last());
    let status = database.migration_status().await.unwrap();
    assert_eq!(status.known.iter().filter(|change| !change.applied).count(), 1);
}

async fn going_up_twice_changes_nothing(kind: Kind) {
    let place = Place::empty(kind).await;
    let database = place.open().await;
    database.migrate_up().await.unwrap();
    assert_eq!(database.migrate_up().await.unwrap(), Vec::<String>::new());
}

async fn asking_for_the_status_changes_nothing(kind: Kind) {
    let place = Place::empty(kind).await;
    let database = place.open().await;
    let status = database.migration_status().await.unwrap();
    assert!(!status.is_current());
    assert!(status.known.iter().all(|change| !change.applied));
    assert_eq!(database.migration_status().await.unwrap(), status);
}

/// More tickets and messages than a batch of the migration.
async fn the_searched_texts_of_an_older_schema_are_made_of_its_tickets_and_messages(kind: Kind) {
    let place = Place::migrated(kind).await;
    let database = place.open().await;
    let mut uow = database.begin().await.unwrap();
    uow.people().insert(&a_customer().name("Zoë").build()).await.unwrap();
    uow.commit().await.unwrap();
    let tickets = (1..=1_100).map(conversation).collect::<Vec<_>>();
    database.load_tickets(1_100, |_, _| Ok::<_, StorageError>(tickets)).await.unwrap();
    let raw = sea_orm::Database::connect(place.url()).await.unwrap();
    let before = searched_texts(&raw).await;
    assert_eq!(before.len(), 1_100 + 1_100 / 2 * 3);

    let newer = database.migration_status().await.unwrap().known.into_iter();
    let steps = newer.rev().take_while(|change| change.name != "m0031_searched_messages").count() + 1;
    database.migrate_down(u32::try_from(steps).unwrap()).await.unwrap();
    database.migrate_up().await.unwrap();

    assert_eq!(searched_texts(&raw).await, before);
    for (q, found) in [("cafe #1100", 1), ("\"reply 2 to 1100\"", 1), ("note strasse", 20), ("zebra", 0)] {
        let filter = TicketFilter { q: Some(search_for(q)), ..TicketFilter::default() };
        let (sort, limit) = (TicketSort::CreatedAtDesc, PageLimit::default());
        let page = TicketQueries::list(&database, TicketVisibility::Everything, filter, sort, None, limit, false).await;
        assert_eq!(page.unwrap().rows.len(), found, "{q}");
    }
    let (everybody, limit) = (PeopleVisibility::Everybody, PageLimit::default());
    let filter = PeopleFilter { q: Some(search_for("zoe")), ..PeopleFilter::default() };
    let people = PeopleQueries::list(&database, everybody, filter, PersonSort::CreatedAt, None, limit, false).await;
    assert_eq!(people.unwrap().rows.len(), 1);
}

/// A ticket with its description as first message; every second has two replies and a note.
fn conversation(number: u64) -> WholeTicket {
    let at = TestClock::START + Duration::minutes(number.cast_signed());
    let ticket = a_ticket().number(number).title(&format!("Café {number}")).created_at(at).build();
    let says = |n: u64, kind, text: &str| Message {
        id: MessageId::new(Uuid::from_u128(u128::from(number * 10 + n))),
        ticket: ticket.id,
        kind,
        author: ticket.reporter,
        body: MessageBody::parse(text).unwrap(),
        created_at: at + Duration::seconds(n.cast_signed()),
        mail: None,
    };
    let mut messages = vec![says(0, MessageKind::Request, ticket.description.as_str())];
    if number.is_multiple_of(2) {
        messages.push(says(1, MessageKind::Response, &format!("Reply 1 to {number}")));
        messages.push(says(2, MessageKind::Request, &format!("Reply 2 to {number}")));
        messages.push(says(3, MessageKind::Note, "A note: Straße"));
    }
    WholeTicket { ticket, messages, events: vec![], decision: None, files: vec![], muted_by: vec![] }
}

/// The name of whoever caused it reads like the word that changes.
async fn a_mail_that_waits_keeps_its_reason_where_the_word_for_it_changes(kind: Kind) {
    let place = Place::migrated(kind).await;
    let database = place.open().await;
    let by_name = r#""reason":"follower""#.to_owned();
    let mut uow = database.begin().await.unwrap();
    uow.people().insert(&a_customer().build()).await.unwrap();
    uow.outbox().enqueue(&[Mail { reason: Reason::Participant, by_name, ..a_mail() }]).await.unwrap();
    uow.commit().await.unwrap();
    let raw = sea_orm::Database::connect(place.url()).await.unwrap();
    let payload = async || {
        let all = Statement::from_string(raw.get_database_backend(), "SELECT payload FROM outbox");
        raw.query_one_raw(all).await.unwrap().unwrap().try_get_by_index::<String>(0).unwrap()
    };
    let before = payload().await;

    let newer = database.migration_status().await.unwrap().known.into_iter();
    let steps = newer.rev().take_while(|change| change.name != "m0038_followers").count() + 1;
    database.migrate_down(u32::try_from(steps).unwrap()).await.unwrap();
    assert!(payload().await.contains(r#""reason":"follower""#), "the word of then");
    database.migrate_up().await.unwrap();

    assert!(before.contains(r#""reason":"participant""#), "{before}");
    assert_eq!(payload().await, before);
}

/// In the order of the rows.
async fn searched_texts(raw: &DatabaseConnection) -> Vec<[Option<String>; 4]> {
    let all = "SELECT title, description, message, note FROM ticket_search ORDER BY seq";
    let rows = raw.query_all_raw(Statement::from_string(raw.get_database_backend(), all)).await.unwrap();
    rows.iter().map(|row| [0, 1, 2, 3].map(|column| row.try_get_by_index(column).unwrap())).collect()
}

async fn of_three_programs_that_start_together_one_migrates(kind: Kind) {
    let place = Place::empty(kind).await;
    let (one, two, three) = (place.open().await, place.open().await, place.open().await);
    let (one_did, two_did, three_did) = tokio::join!(one.migrate_up(), two.migrate_up(), three.migrate_up());
    let did = [one_did.unwrap(), two_did.unwrap(), three_did.unwrap()];
    assert_eq!(did.iter().filter(|changes| !changes.is_empty()).count(), 1, "{did:?}");
    for database in [one, two, three] {
        database.ping().await.unwrap();
    }
}

async fn a_schema_newer_than_the_program_is_left_alone(kind: Kind) {
    let place = Place::migrated(kind).await;
    let database = place.open().await;
    let raw = sea_orm::Database::connect(place.url()).await.unwrap();
    let newer = "INSERT INTO seaql_migrations (version, applied_at) VALUES ('m9999_later', 0)";
    raw.execute_unprepared(newer).await.unwrap();

    assert_eq!(database.migration_status().await.unwrap().unknown, ["m9999_later"]);
    for refused in [database.migrate_up().await, database.migrate_down(1).await] {
        let Err(MigrationError::SchemaIsNewer(unknown)) = refused else { panic!("{refused:?}") };
        assert_eq!(unknown, ["m9999_later"]);
    }
}

/// The killed one is played by a connection that holds the lock of the schema and a table of it, and is ended.
#[tokio::test(flavor = "multi_thread")]
async fn after_a_migration_was_killed_half_way_the_next_start_completes_it() {
    let place = Place::empty(Kind::Postgres).await;
    let doomed = sea_orm::Database::connect(place.url()).await.unwrap().begin().await.unwrap();
    doomed.execute_unprepared("SELECT pg_advisory_xact_lock(3); CREATE TABLE people (half int)").await.unwrap();

    let database = place.open().await;
    let next_start = tokio::spawn(async move { database.migrate_up().await });
    let other = sea_orm::Database::connect(place.url()).await.unwrap();
    let waiting = "SELECT FROM pg_locks WHERE locktype = 'advisory' AND objid = 3 AND NOT granted \
                   AND database = (SELECT oid FROM pg_database WHERE datname = current_database())";
    while other
        .query_one_raw(sea_orm::Statement::from_string(other.get_database_backend(), waiting))
        .await
        .unwrap()
        .is_none()
    {
        tokio::task::yield_now().await;
    }
    let kill = "SELECT pg_terminate_backend(pid) FROM pg_locks \
                WHERE locktype = 'advisory' AND objid = 3 AND granted \
                AND database = (SELECT oid FROM pg_database WHERE datname = current_database())";
    other.execute_unprepared(kill).await.unwrap();

    assert!(!next_start.await.unwrap().unwrap().is_empty());
    assert!(place.open().await.migration_status().await.unwrap().is_current());
}

#[tokio::test]
async fn a_user_who_may_not_create_the_text_index_is_told_what_to_do() {
    let place = Place::empty(Kind::Postgres).await;
    let owner = sea_orm::Database::connect(place.url()).await.unwrap();
    let clerk = format!("clerk_{}", std::process::id());
    let hire = format!("CREATE ROLE {clerk} LOGIN; GRANT ALL ON SCHEMA public TO {clerk}");
    owner.execute_unprepared(&hire).await.unwrap();

    let url = place.url().replace("//deskhand@", &format!("//{clerk}@"));
    let database = Database::connect(&url, &DatabaseOptions::default()).await.unwrap();
    let refused = database.migrate_up().await.unwrap_err();
    let reason = std::error::Error::source(&refused).unwrap().to_string();
    assert!(reason.contains("pg_trgm") && reason.contains("superuser"), "{reason}");
    assert!(database.migration_status().await.unwrap().known.iter().all(|change| !change.applied));

    owner.execute_unprepared(&format!("DROP OWNED BY {clerk}; DROP ROLE {clerk}")).await.unwrap();
}
