use deskhand_domain::notification::{Frequency, Mail, MailKind, Reason};
use deskhand_domain::people::{EmailAddress, LinkPurpose, Person};
use deskhand_domain::permissions::TicketVisibility;
use deskhand_domain::ports::{
    ClaimedBatch, LinkRequest, MailQueries, MailState, PageLimit, PeopleQueries, PersonKey, Storage, StorageError,
    TicketKey, TicketQueries,
};
use deskhand_domain::testing::{TestClock, a_customer, a_ticket};
use deskhand_domain::{EventId, MailId};
use deskhand_persistence::Database;
use sea_orm::ConnectionTrait;
use time::Duration;
use uuid::Uuid;

use crate::support::{Kind, Place};

on_both! {
    "current_thread" {
        a_word_that_nobody_knows_is_corrupt_and_not_repeated
        a_column_of_another_type_is_corrupt_and_not_repeated
        a_ticket_without_a_title_is_corrupt_for_reads_and_for_units_of_work
        an_admin_who_cannot_be_read_stops_mails_only_where_the_account_is_in_use
        a_notice_that_cannot_be_read_is_claimed_and_hides_no_other
        a_notice_whose_recipient_cannot_be_read_hides_no_other
        a_request_for_a_link_that_cannot_be_read_can_be_taken_out_of_the_way
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

async fn an_admin_who_cannot_be_read_stops_mails_only_where_the_account_is_in_use(kind: Kind) {
    for (damage, stops) in [("", true), (", status = 'suspended'", false), (", removed_at = 1", false)] {
        let damage = format!("UPDATE people SET role = 'superadmin', muted = 'nonsense'{damage}");
        let (database, _place) = damaged_by(kind, &damage).await;
        let mut uow = database.begin().await.unwrap();
        for found in [uow.people().look_up_with_admins(&[]).await, uow.people().lock_superadmins().await] {
            match found {
                Err(StorageError::Corrupt { table: "people", .. }) => assert!(stops, "{damage}"),
                found => assert!(!stops && found.unwrap().is_empty(), "{damage}"),
            }
        }
    }
}

fn a_mail(n: u128, recipient: &Person) -> Mail {
    Mail {
        id: MailId::new(Uuid::from_u128(n)),
        recipient: recipient.id,
        address: None,
        reason: Reason::OwnAccount,
        kind: MailKind::PasswordChanged,
        event: EventId::new(Uuid::from_u128(n)),
        ticket: None,
        glance: None,
        by_name: format!("number {n}"),
        by_role: None,
        about_name: None,
        lines: Vec::new(),
        created_at: TestClock::START,
        author: None,
        turn: TestClock::START,
        due_at: TestClock::START,
        frequency: Frequency::AtOnce,
        joins: None,
    }
}

/// Two mails, for two people; then whatever `damage` does, and a claim of all.
async fn claimed_after(kind: Kind, damage: &str) -> (ClaimedBatch, Database, Place) {
    let place = Place::migrated(kind).await;
    let database = place.open().await;
    let people = [a_customer().username("ada").build(), a_customer().username("bob").build()];
    let mut uow = database.begin().await.unwrap();
    for (person, n) in people.iter().zip(1..) {
        uow.people().insert(person).await.unwrap();
        uow.outbox().enqueue(&[a_mail(n, person)]).await.unwrap();
    }
    uow.commit().await.unwrap();
    let raw = sea_orm::Database::connect(place.url()).await.unwrap();
    raw.execute_unprepared(damage).await.unwrap();

    let mut uow = database.begin().await.unwrap();
    let claimed = uow.outbox().claim_due(TestClock::START, Duration::HOUR, 10, &[]).await.unwrap();
    uow.commit().await.unwrap();
    (claimed, database, place)
}

fn ids(claimed: &ClaimedBatch) -> (Vec<u128>, Vec<u128>) {
    let number = |id: MailId| id.as_uuid().as_u128();
    let readable = claimed.deliveries.iter().map(|claimed_mail| number(claimed_mail.mail.id)).collect();
    (readable, claimed.unreadable.iter().map(|unreadable| number(unreadable.id)).collect())
}

async fn a_notice_that_cannot_be_read_is_claimed_and_hides_no_other(kind: Kind) {
    let mut damages =
        vec!["SET kind = 'poem' WHERE payload LIKE '%number 1%'", "SET payload = '{}' WHERE payload LIKE '%number 1%'"];
    if kind == Kind::Sqlite {
        damages.push("SET created_at = 'yesterday' WHERE payload LIKE '%number 1%'");
    }
    for damage in damages {
        let (claimed, database, _place) = claimed_after(kind, &format!("UPDATE outbox {damage}")).await;
        assert_eq!(ids(&claimed), (vec![2], vec![1]), "{damage}");
        let bad = claimed.unreadable.first().unwrap();
        assert!(!bad.reason.contains("poem") && !bad.reason.contains("yesterday"), "{}", bad.reason);
        let mut uow = database.begin().await.unwrap();
        assert!(uow.outbox().give_up(bad.id, bad.attempt, TestClock::START, &bad.reason).await.unwrap());
        uow.commit().await.unwrap();
    }
}

async fn a_notice_whose_recipient_cannot_be_read_hides_no_other(kind: Kind) {
    let (claimed, database, _place) =
        claimed_after(kind, "UPDATE people SET role = 'wizard' WHERE username = 'ada'").await;
    assert_eq!(ids(&claimed), (vec![2], vec![1]));
    let tries: Vec<_> = claimed.unreadable.iter().map(|bad| (bad.attempt, bad.tries)).collect();
    assert_eq!(tries, [(1, 1)]);
    let listed =
        MailQueries::list(&database, vec![MailState::Pending], None, PageLimit::default(), true).await.unwrap();
    let listed: Vec<_> = listed.rows.iter().map(|mail| mail.id.as_uuid().as_u128()).collect();
    assert_eq!(listed, [2], "whoever looks for what went wrong sees the rest");
}

async fn a_request_for_a_link_that_cannot_be_read_can_be_taken_out_of_the_way(kind: Kind) {
    let place = Place::migrated(kind).await;
    let database = place.open().await;
    let request = |n: u8| LinkRequest {
        id: Uuid::from_u128(u128::from(n)),
        purpose: LinkPurpose::ResetPassword,
        address: EmailAddress::parse(&format!("someone{n}@example.org")).unwrap(),
        requested_at: TestClock::START + Duration::minutes(n.into()),
    };
    let mut uow = database.begin().await.unwrap();
    for n in 1..=2 {
        uow.link_requests().add(&request(n), 10).await.unwrap();
    }
    uow.commit().await.unwrap();
    let raw = sea_orm::Database::connect(place.url()).await.unwrap();
    raw.execute_unprepared("UPDATE link_requests SET purpose = 'a wish' WHERE address LIKE '%1@%'").await.unwrap();

    let mut uow = database.begin().await.unwrap();
    let taken = uow.link_requests().take_oldest().await;
    assert!(matches!(taken, Err(StorageError::Corrupt { table: "link_requests", .. })), "{taken:?}");
    uow.commit().await.unwrap();
    let mut uow = database.begin().await.unwrap();
    assert_eq!(uow.link_requests().take_oldest().await.unwrap(), Some(request(2)));
}
