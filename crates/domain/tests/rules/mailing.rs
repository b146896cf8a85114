//! The mail worker's use cases over mocks: unreadable rows, attempts without an outcome, and a store that becomes
//! unavailable.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use deskhand_domain::notification::{Frequency, Mail, MailKind, Reason};
use deskhand_domain::people::{EmailAddress, Language, LinkPurpose, Person, TimeZone};
use deskhand_domain::ports::{
    ClaimedBatch, ClaimedMail, LinkRequest, MailFlow, NotifyError, OutgoingMail, StorageError, UnreadableMail,
};
use deskhand_domain::testing::{
    MockMailQueries, MockNotifier, MockSleeper, MockStorage, MockUnitOfWork, TestClock, a_customer,
};
use deskhand_domain::use_cases::{DeliveryOutcome, DeliveryRules, Error, Ports, Rules, UseCases};
use deskhand_domain::{EventId, MailId};
use time::{Duration, OffsetDateTime};
use uuid::Uuid;

use crate::use_case_steps::{desk_over, ports_over};

const NOW: OffsetDateTime = TestClock::START;

fn id(n: u128) -> MailId {
    MailId::new(Uuid::from_u128(n))
}

fn claimed_mail(n: u128, recipient: Person, tries: u32) -> ClaimedMail {
    let mail = Mail {
        id: id(n),
        recipient: recipient.id,
        address: None,
        reason: Reason::OwnAccount,
        kind: MailKind::PasswordChanged,
        event: EventId::new(Uuid::from_u128(n)),
        ticket: None,
        glance: None,
        by_name: "the help desk".to_owned(),
        by_role: None,
        about_name: None,
        lines: Vec::new(),
        created_at: NOW,
        author: None,
        turn: NOW,
        due_at: NOW,
        frequency: Frequency::AtOnce,
        joins: None,
    };
    ClaimedMail { mail, joined: Vec::new(), recipient: Some(recipient), attempt: 40 + tries, tries }
}

fn a_corrupt_row() -> StorageError {
    StorageError::Corrupt { table: "outbox", reason: "kind is none that anybody knows".to_owned() }
}

#[test]
fn mail_stands_still_only_where_some_is_due_and_nobody_tries_any() {
    let ago = |minutes| Some(NOW - Duration::minutes(minutes));
    let table = [
        (None, None, None, false),
        (None, ago(59), None, false),
        (None, ago(61), None, true),
        // A retry that is not due yet, however old the mail is.
        (None, ago(-240), None, false),
        // A long queue, or a mail behind one that a mail server does not answer.
        (None, ago(600), ago(-19), false),
        (None, ago(600), ago(59), false),
        (None, ago(600), ago(61), true),
        // Mail is paused by the operator.
        (ago(600), ago(600), None, false),
    ];
    for (paused_since, first_due, claimed_until, expected) in table {
        let flow = MailFlow { paused_since, first_due, claimed_until };
        assert_eq!(flow.is_stalled(NOW), expected, "{flow:?}");
    }
}

#[test]
fn what_cannot_be_read_is_put_off_like_a_failed_try_and_in_the_end_given_up() {
    let mut uow = MockUnitOfWork::new();
    let committed = uow.committed.clone();
    let unreadable =
        |n, attempt, tries| UnreadableMail { id: id(n), attempt, tries, reason: "kind is unknown".to_owned() };
    let claimed = ClaimedBatch { deliveries: Vec::new(), unreadable: vec![unreadable(1, 5, 1), unreadable(2, 50, 11)] };
    uow.maintenance.expect_mail_paused_since().returning(|| Ok(None));
    uow.outbox.expect_claim_due().return_once(|_, _, _, _| Ok(claimed));
    uow.outbox
        .expect_retry_at()
        .withf(|n, attempt, at, why| (*n, *attempt) == (id(1), 5) && *at > NOW && why == "kind is unknown")
        .times(1)
        .returning(|_, _, _, _| Ok(true));
    uow.outbox
        .expect_give_up()
        .withf(|n, attempt, _, why| (*n, *attempt, why) == (id(2), 50, "kind is unknown"))
        .times(1)
        .returning(|_, _, _, _| Ok(true));
    let claim = desk_over(MockStorage::handing_out(uow));
    let claimed = pollster::block_on(claim.mail().claim(2, &[], &DeliveryRules::default())).unwrap();
    assert!(claimed.deliveries.is_empty() && !claimed.is_empty());
    assert_eq!(claimed.unsendable.len(), 2);
    assert!(committed.load(Ordering::SeqCst));
}

#[test]
fn a_letter_whose_tries_never_come_to_their_end_is_given_up_when_they_are_used_up() {
    let mut uow = MockUnitOfWork::new();
    let ada = a_customer().build();
    let deliveries = vec![claimed_mail(1, ada.clone(), 11), claimed_mail(2, ada, 12)];
    uow.maintenance.expect_mail_paused_since().returning(|| Ok(None));
    uow.outbox.expect_claim_due().return_once(|_, _, _, _| Ok(ClaimedBatch { deliveries, unreadable: Vec::new() }));
    uow.outbox
        .expect_give_up()
        .withf(|n, attempt, _, _| (*n, *attempt) == (id(2), 52))
        .times(1)
        .returning(|_, _, _, _| Ok(true));
    let claim = desk_over(MockStorage::handing_out(uow));
    let claimed = pollster::block_on(claim.mail().claim(2, &[], &DeliveryRules::default())).unwrap();
    assert_eq!(claimed.deliveries.iter().map(|claimed_mail| claimed_mail.mail.id).collect::<Vec<_>>(), [id(1)]);
    assert!(matches!(claimed.unsendable[0].outcome, DeliveryOutcome::Dead { .. }));
}

fn a_server_that_takes_one_letter() -> MockNotifier {
    let mut server = MockNotifier::new();
    server.expect_send().times(1).returning(|_| Ok::<_, NotifyError>("250 Ok".to_owned()));
    server
}

#[test]
fn a_letter_is_in_the_language_and_time_zone_of_its_recipient_or_else_of_the_desk() {
    let tokyo = TimeZone::parse("Asia/Tokyo").unwrap();
    let mut german = a_customer().build();
    german.change_language(Some(Language::German));
    german.change_time_zone(Some(TimeZone::utc()));
    let rules = Rules { language: Language::English, time_zone: tokyo.clone(), ..Rules::default() };
    for (person, language, zone) in
        [(german, Language::German, TimeZone::utc()), (a_customer().build(), Language::English, tokyo)]
    {
        let mut uow = MockUnitOfWork::new();
        uow.outbox.expect_mark_sent().returning(|_, _, _, _| Ok(true));
        let mut server = MockNotifier::new();
        let is_theirs = move |mail: &OutgoingMail| (mail.language, &mail.time_zone) == (language, &zone);
        server.expect_send().withf(is_theirs).times(1).returning(|_| Ok("250 Ok".to_owned()));
        let desk = UseCases::new(ports_over(MockStorage::handing_out(uow)), rules.clone());
        let mail = claimed_mail(1, person, 1);
        pollster::block_on(desk.mail().deliver(mail, &server, &DeliveryRules::default())).unwrap();
    }
}

#[test]
fn an_outcome_is_recorded_also_where_the_store_is_away_at_first() {
    let mut storage = MockStorage::default();
    for n in 0..4 {
        let mut uow = MockUnitOfWork::new();
        uow.outbox.expect_mark_sent().times(1).returning(move |_, _, _, _| match n {
            3 => Ok(true),
            _ => Err(StorageError::Unavailable("away".into())),
        });
        storage = storage.then(uow);
    }
    let (mail, server) = (claimed_mail(1, a_customer().build(), 1), a_server_that_takes_one_letter());
    let outcome = pollster::block_on(desk_over(storage).mail().deliver(mail, &server, &DeliveryRules::default()));
    assert_eq!(outcome.unwrap(), DeliveryOutcome::Sent { answer: "250 Ok".to_owned() });
}

#[test]
fn a_letter_about_which_the_store_can_not_be_asked_is_tried_again_soon_and_loses_no_try() {
    let mut uow = MockUnitOfWork::new();
    let soon = |at: &OffsetDateTime| *at > NOW && *at <= NOW + Duration::minutes(1);
    uow.outbox.expect_put_off().withf(move |_, _, at, _| soon(at)).times(1).returning(|_, _, _, _| Ok(true));
    let mut mails = MockMailQueries::new();
    mails.expect_link().returning(|_, _| Err(StorageError::Busy));
    let ports = Ports { mail: Arc::new(mails), ..ports_over(MockStorage::handing_out(uow)) };
    let desk = UseCases::new(ports, Rules::default());
    let person = a_customer().build();
    let address = person.email.clone();
    let claimed = claimed_mail(1, person, 1);
    let mail = Mail { kind: MailKind::PasswordReset, address, ..claimed.mail.clone() };
    let mail = ClaimedMail { mail, ..claimed };
    let server = MockNotifier::new();
    let outcome = pollster::block_on(desk.mail().deliver(mail, &server, &DeliveryRules::default()));
    assert!(matches!(outcome, Ok(DeliveryOutcome::StoreFailed { .. })), "{outcome:?}");
}

#[test]
fn nobody_tries_to_record_an_outcome_for_longer_than_the_lease() {
    let waited = Arc::new(AtomicI64::new(0));
    let mut sleeper = MockSleeper::new();
    let sum = Arc::clone(&waited);
    sleeper.expect_wait().returning(move |time| {
        sum.fetch_add(time.whole_seconds(), Ordering::SeqCst);
    });
    let mut ports = ports_over(MockStorage::default());
    ports.sleeper = Arc::new(sleeper);
    let desk = UseCases::new(ports, Rules::default());
    let (mail, server) = (claimed_mail(1, a_customer().build(), 1), a_server_that_takes_one_letter());
    let outcome = pollster::block_on(desk.mail().deliver(mail, &server, &DeliveryRules::default()));
    assert!(matches!(outcome, Err(Error::Storage(_))), "{outcome:?}");
    let (waited, lease) = (waited.load(Ordering::SeqCst), DeliveryRules::default().lease.whole_seconds());
    assert!(waited < lease && waited > lease - 20, "{waited} of {lease} seconds");
}

fn a_request() -> LinkRequest {
    LinkRequest {
        id: Uuid::from_u128(1),
        purpose: LinkPurpose::ResetPassword,
        address: EmailAddress::parse("ada@example.com").unwrap(),
        requested_at: NOW,
    }
}

#[test]
fn a_request_for_a_link_that_cannot_be_read_or_whose_person_cannot_be_is_dropped() {
    for request in [Err(a_corrupt_row()), Ok(Some(a_request()))] {
        let (mut bad, mut end) = (MockUnitOfWork::new(), MockUnitOfWork::new());
        let committed = bad.committed.clone();
        bad.maintenance.expect_mail_paused_since().returning(|| Ok(None));
        bad.link_requests.expect_take_oldest().return_once(move || request);
        bad.people.expect_find_by_email().returning(|_| Err(a_corrupt_row()));
        end.maintenance.expect_mail_paused_since().returning(|| Ok(None));
        end.link_requests.expect_take_oldest().returning(|| Ok(None));
        let desk = desk_over(MockStorage::handing_out(bad).then(end));
        let requests = pollster::block_on(desk.email_links().answer_requests(10)).unwrap();
        assert_eq!((requests.answered, requests.dropped.len()), (0, 1), "{requests:?}");
        assert!(committed.load(Ordering::SeqCst), "it is gone");
    }
}

#[test]
fn a_request_that_the_store_could_not_answer_stays_for_the_next_time() {
    let mut uow = MockUnitOfWork::new();
    let committed = uow.committed.clone();
    uow.maintenance.expect_mail_paused_since().returning(|| Ok(None));
    uow.link_requests.expect_take_oldest().returning(|| Ok(Some(a_request())));
    uow.people.expect_find_by_email().returning(|_| Err(StorageError::Unavailable("away".into())));
    assert!(pollster::block_on(desk_over(MockStorage::handing_out(uow)).email_links().answer_requests(10)).is_err());
    assert!(!committed.load(Ordering::SeqCst));
}
