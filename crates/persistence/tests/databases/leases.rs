//! By whose clock a lease runs out, where instances disagree about the time.

use deskhand_domain::notification::{Frequency, Mail, MailKind, Reason};
use deskhand_domain::ports::Storage;
use deskhand_domain::testing::{TestClock, a_customer, a_ticket};
use deskhand_domain::{EventId, MailId};
use deskhand_persistence::{Database, DatabaseOptions, LeaseClock};
use time::{Duration, OffsetDateTime};
use uuid::Uuid;

use crate::support::{Kind, Place};

const LEASE: Duration = Duration::minutes(15);

#[tokio::test]
async fn a_worker_whose_clock_is_fast_takes_nothing_away_from_another() {
    let (_place, database) = with_a_mail(LeaseClock::Database).await;
    let now = TestClock::START;
    assert_eq!(claim(&database, now).await, [1]);
    assert_eq!(claim(&database, now + Duration::days(400)).await, [0; 0]);
}

#[tokio::test]
async fn a_worker_that_slept_past_its_lease_changes_nothing_any_more() {
    let (place, slow) = with_a_mail(LeaseClock::Database).await;
    assert_eq!(claim(&slow, TestClock::START).await, [1]);
    let raw = sea_orm::Database::connect(place.url()).await.unwrap();
    let later = "UPDATE outbox SET lease_until = lease_until - 60 * 60 * 1000";
    sea_orm::ConnectionTrait::execute_unprepared(&raw, later).await.unwrap();
    let other = place.open().await;
    assert_eq!(claim(&other, TestClock::START).await, [2]);

    let mut uow = slow.begin().await.unwrap();
    assert!(!uow.outbox().mark_sent(a_mail().id, 1, TestClock::START, "250 Ok").await.unwrap());
    assert!(!uow.outbox().give_up(a_mail().id, 1, TestClock::START, "late").await.unwrap());
    uow.commit().await.unwrap();
    let mut uow = other.begin().await.unwrap();
    assert!(uow.outbox().mark_sent(a_mail().id, 2, TestClock::START, "250 Ok").await.unwrap());
}

#[tokio::test]
async fn where_the_caller_has_the_clock_the_lease_follows_it() {
    let (_place, database) = with_a_mail(LeaseClock::Caller).await;
    let now = TestClock::START;
    assert_eq!(claim(&database, now).await, [1]);
    assert_eq!(claim(&database, now + LEASE - Duration::SECOND).await, [0; 0]);
    assert_eq!(claim(&database, now + LEASE + Duration::SECOND).await, [2]);
}

#[tokio::test]
async fn a_letter_that_another_mail_is_joining_is_not_claimed_before_that_is_committed() {
    let (place, database) = with_a_mail(LeaseClock::Caller).await;
    let other = place.open_with(&DatabaseOptions { lease_clock: LeaseClock::Caller, ..Default::default() }).await;
    let ticket = a_ticket().build();
    let letter = Mail { kind: MailKind::TicketChanged, ticket: Some(ticket.to_ref()), ..a_mail() };
    let letter = Mail { id: MailId::new(Uuid::from_u128(2)), ..letter };
    let joining = Mail { id: MailId::new(Uuid::from_u128(3)), joins: Some(letter.id), ..letter.clone() };
    let now = TestClock::START;
    assert_eq!(claim(&database, now).await, [1]);
    let mut uow = database.begin().await.unwrap();
    uow.outbox().enqueue(&[letter]).await.unwrap();
    uow.commit().await.unwrap();

    let mut uow = database.begin().await.unwrap();
    assert!(uow.outbox().recent_about(ticket.id, now - Duration::HOUR).await.unwrap()[0].is_open);
    assert_eq!(claim(&other, now).await, [0; 0]);
    uow.outbox().enqueue(&[joining]).await.unwrap();
    uow.commit().await.unwrap();
    let mut uow = other.begin().await.unwrap();
    let claimed = uow.outbox().claim_due(now, LEASE, 10, &[]).await.unwrap().deliveries;
    assert_eq!((claimed.len(), claimed[0].joined.len()), (1, 1));
}

async fn with_a_mail(lease_clock: LeaseClock) -> (Place, Database) {
    let place = Place::migrated(Kind::Postgres).await;
    let database = place.open_with(&DatabaseOptions { lease_clock, ..DatabaseOptions::default() }).await;
    let mut uow = database.begin().await.unwrap();
    uow.people().insert(&a_customer().build()).await.unwrap();
    uow.outbox().enqueue(&[a_mail()]).await.unwrap();
    uow.commit().await.unwrap();
    (place, database)
}

/// Which attempts the claim began.
async fn claim(database: &Database, now: OffsetDateTime) -> Vec<u32> {
    let mut uow = database.begin().await.unwrap();
    let claimed = uow.outbox().claim_due(now, LEASE, 10, &[]).await.unwrap().deliveries;
    uow.commit().await.unwrap();
    claimed.iter().map(|claimed_mail| claimed_mail.attempt).collect()
}

pub(crate) fn a_mail() -> Mail {
    Mail {
        id: MailId::new(Uuid::from_u128(1)),
        recipient: a_customer().build().id,
        address: None,
        reason: Reason::OwnAccount,
        kind: MailKind::PasswordChanged,
        event: EventId::new(Uuid::from_u128(1)),
        ticket: None,
        glance: None,
        by_name: "the help desk".to_owned(),
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
