//! Use cases over mocks: the order of their steps, and what happens if a step fails.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use deskhand_domain::SessionId;
use deskhand_domain::people::{Actor, LinkPurpose, Password, Person};
use deskhand_domain::ports::{
    Consumed, IdempotencyKey, KeyClaim, KeyedRequest, PersonKey, PersonView, RefreshToken, SecretDigest, SecretToken,
    StorageError, TicketKey, Unsupported,
};
use deskhand_domain::testing::{
    CountedSecrets, MockApiKeyQueries, MockEventFeed, MockMailQueries, MockPeopleQueries, MockReportQueries,
    MockSessionQueries, MockStorage, MockTicketQueries, MockUnitOfWork, NoSleep, PlainCodes, PlainPasswords,
    PlainTokens, SequentialIds, SilentSignal, TestClock, ThreeGuesses, a_customer, a_superadmin, a_ticket, an_admin,
};
use deskhand_domain::ticket::{MessageBody, Priority, Refusal, TicketNumber, TicketStatus, Title};
use deskhand_domain::use_cases::{
    AssigneeChoice, BasedOn, Error, Execution, Idempotent, OpenTicket, Outcome, Ports, ResetPassword, Rules,
    UpdateTicket, UseCases,
};
use time::Duration;
use uuid::Uuid;

fn desk(unit_of_work: MockUnitOfWork) -> UseCases {
    desk_over(MockStorage::handing_out(unit_of_work))
}

pub(crate) fn desk_over(storage: MockStorage) -> UseCases {
    UseCases::new(ports_over(storage), Rules::default())
}

pub(crate) fn ports_over(storage: MockStorage) -> Ports {
    Ports {
        storage: Arc::new(storage),
        tickets: Arc::new(MockTicketQueries::new()),
        people: Arc::new(MockPeopleQueries::new()),
        reports: Arc::new(MockReportQueries::new()),
        events: Arc::new(MockEventFeed::new()),
        sessions: Arc::new(MockSessionQueries::new()),
        api_keys: Arc::new(MockApiKeyQueries::new()),
        mail: Arc::new(MockMailQueries::new()),
        security: Arc::new(Unsupported),
        attachments: Arc::new(Unsupported),
        blobs: Arc::new(Unsupported),
        intake: Arc::new(Unsupported),
        drafts: Arc::new(Unsupported),
        presence: Arc::new(Unsupported),
        saved_views: Arc::new(Unsupported),
        transfer: Arc::new(Unsupported),
        webhooks: Arc::new(Unsupported),
        webhook_payloads: Arc::new(Unsupported),
        webhook_signer: Arc::new(Unsupported),
        mail_reader: Arc::new(Unsupported),
        security_reporter: Arc::new(Unsupported),
        clock: Arc::new(TestClock::new()),
        ids: Arc::new(SequentialIds::default()),
        passwords: Arc::new(PlainPasswords),
        strength: Arc::new(ThreeGuesses),
        tokens: Arc::new(PlainTokens),
        secrets: Arc::new(CountedSecrets::default()),
        one_time_codes: Arc::new(PlainCodes::new()),
        signal: Arc::new(SilentSignal),
        sleeper: Arc::new(NoSleep),
    }
}

fn a_complaint() -> OpenTicket {
    OpenTicket {
        title: Title::parse("The printer is on fire").unwrap(),
        description: MessageBody::parse("It began with smoke.").unwrap(),
        priority: Priority::Low,
        follow_up_of: None,
        attachments: Vec::new(),
        editor: None,
        mail: None,
    }
}

fn actor(person: &Person) -> Actor {
    Actor::from(person)
}

#[test]
fn an_account_not_in_use_opens_nothing_and_touches_no_store() {
    let pending = a_customer().status(deskhand_domain::people::AccountStatus::Pending).build();
    let result = pollster::block_on(desk(MockUnitOfWork::new()).tickets().open(&actor(&pending), a_complaint()));
    assert!(matches!(result, Err(Error::Refused(Refusal::Denied(_)))));
}

#[test]
fn when_the_outbox_fails_the_ticket_is_not_committed() {
    let mut uow = MockUnitOfWork::new();
    let committed = uow.committed.clone();
    let customer = a_customer().build();
    uow.workload.expect_lock_engineers().returning(|| Ok(Vec::new()));
    uow.workload.expect_count_reported().returning(|_, _| Ok(()));
    uow.tickets.expect_next_number().returning(|| Ok(TicketNumber::FIRST));
    uow.tickets.expect_insert().times(1).returning(|_| Ok(()));
    uow.tickets.expect_append_message().returning(|_| Ok(()));
    uow.tickets.expect_keep_decision().returning(|_, _| Ok(()));
    uow.history.expect_append().times(1).returning(|_| Ok(()));
    let known = customer.clone();
    uow.people.expect_look_up_with_admins().returning(move |_| Ok(vec![known.clone(), an_admin().build()]));
    uow.outbox.expect_last_turn().returning(|_| Ok(None));
    uow.outbox.expect_news_to().returning(|_, _| Ok(Vec::new()));
    uow.outbox.expect_enqueue().times(1).returning(|_| Err(StorageError::Unavailable("disk full".into())));
    let result = pollster::block_on(desk(uow).tickets().open(&actor(&customer), a_complaint()));
    assert!(matches!(result, Err(Error::Storage(StorageError::Unavailable(_)))));
    assert!(!committed.load(Ordering::SeqCst));
}

#[test]
fn assignee_and_status_in_one_request_are_refused_whoever_asks() {
    let mut uow = MockUnitOfWork::new();
    let committed = uow.committed.clone();
    uow.workload.expect_lock_engineers().returning(|| Ok(Vec::new()));
    uow.tickets.expect_find_by_number().returning(|_| Ok(Some(a_ticket().build())));
    let command = UpdateTicket {
        status: Some(TicketStatus::Closed),
        assignee: Some(AssigneeChoice::Nobody),
        ..UpdateTicket::default()
    };
    let superadmin = a_superadmin().build();
    let key = TicketKey::Number(TicketNumber::FIRST);
    let result = pollster::block_on(desk(uow).tickets().update(&actor(&superadmin), key, command));
    assert!(matches!(result, Err(Error::Refused(Refusal::AssigneeAndStatus))));
    assert!(!committed.load(Ordering::SeqCst));
}

#[test]
fn a_ticket_that_may_not_be_seen_answers_like_one_that_does_not_exist() {
    for found in [None, Some(a_ticket().build())] {
        let mut uow = MockUnitOfWork::new();
        uow.tickets.expect_find_by_number().return_once(move |_| Ok(found));
        let stranger = a_customer().username("stranger").build();
        let command = UpdateTicket { priority: Some(Priority::High), ..UpdateTicket::default() };
        let key = TicketKey::Number(TicketNumber::FIRST);
        let result = pollster::block_on(desk(uow).tickets().update(&actor(&stranger), key, command));
        assert!(matches!(result, Err(Error::NotFound)));
    }
}

#[test]
fn a_version_that_is_no_longer_the_newest_is_stale() {
    let mut uow = MockUnitOfWork::new();
    uow.tickets.expect_find_by_number().return_once(|_| Ok(Some(a_ticket().version(7).build())));
    let command =
        UpdateTicket { priority: Some(Priority::High), based_on: BasedOn::from(6), ..UpdateTicket::default() };
    let key = TicketKey::Number(TicketNumber::FIRST);
    let result = pollster::block_on(desk(uow).tickets().update(&actor(&an_admin().build()), key, command));
    assert!(matches!(result, Err(Error::Stale)));
}

#[test]
fn a_busy_store_is_tried_three_times_more_and_never_seen_by_anybody_who_is_lucky_then() {
    let customer = a_customer().build();
    for (failures, succeeds) in [(0, true), (3, true), (4, false)] {
        let mut storage = MockStorage::default();
        // At most four attempts. The mock fails if a fifth transaction begins.
        for n in 0..(failures + 1).min(4) {
            let mut uow = MockUnitOfWork::new();
            let busy = n < failures;
            uow.sessions
                .expect_consume()
                .times(1)
                .returning(move |_, _| if busy { Err(StorageError::Busy) } else { Ok(Consumed::Unknown) });
            storage = storage.then(uow);
        }
        let result = pollster::block_on(desk_over(storage).accounts().sign_out("a token"));
        assert_eq!(result.is_ok(), succeeds, "{failures} failures, for {}: {result:?}", customer.username);
    }
}

#[test]
fn only_what_is_worth_it_is_tried_again() {
    let mut uow = MockUnitOfWork::new();
    uow.sessions.expect_consume().times(1).returning(|_, _| Err(StorageError::Unavailable("gone".into())));
    let result = pollster::block_on(desk(uow).accounts().sign_out("a token"));
    assert!(matches!(result, Err(Error::Storage(StorageError::Unavailable(reason))) if reason.to_string() == "gone"));
}

/// The read ports are mocks without expectations: a read after the commit would panic.
#[test]
fn a_refreshed_session_is_answered_without_another_look_for_the_old_token_is_used_up_by_then() {
    let mut uow = MockUnitOfWork::new();
    let committed = uow.committed.clone();
    let customer = a_customer().build();
    let token = RefreshToken {
        digest: SecretDigest([0; 32]),
        session: SessionId::new(Uuid::nil()),
        person: customer.id,
        begun_at: TestClock::START,
        issued_at: TestClock::START,
        expires_at: TestClock::START + Duration::DAY,
    };
    uow.sessions.expect_consume().return_once(move |_, _| Ok(Consumed::First(token)));
    uow.sessions.expect_add_token().return_once(|_| Ok(()));
    let (found, shown) = (customer.clone(), customer.clone());
    uow.people.expect_look_up().return_once(move |_| Ok(vec![found]));
    uow.people.expect_view().return_once(move |_| {
        Ok(Some(PersonView { person: shown, open_tickets: 0, tickets_count: 0, last_assigned_at: None }))
    });
    let refreshed = pollster::block_on(desk(uow).accounts().refresh_session("a token"));
    assert_eq!(refreshed.unwrap().person.person, customer);
    assert!(committed.load(Ordering::SeqCst));
}

/// The storage mock expects no transaction: to begin one would panic.
#[test]
fn whoever_guesses_at_links_begins_no_unit_of_work() {
    let mut mail = MockMailQueries::new();
    mail.expect_link().returning(|_, _| Ok(None));
    let ports = Ports { mail: Arc::new(mail), ..ports_over(MockStorage::default()) };
    let desk = UseCases::new(ports, Rules::default());
    let looked = pollster::block_on(desk.email_links().check("made-up", &[LinkPurpose::ResetPassword]));
    assert!(matches!(looked, Err(Error::LinkInvalid)), "{looked:?}");
    let password = Password::parse("a long password").unwrap();
    let token = SecretToken::new("made-up".to_owned());
    let command = ResetPassword { token, password };
    let reset = pollster::block_on(desk.email_links().reset_password(command));
    assert!(matches!(reset, Err(Error::LinkInvalid)), "{reset:?}");
}

#[test]
fn a_person_who_changed_in_the_meantime_is_not_removed_in_an_old_version() {
    for (known, expected) in [(Some(6), "stale"), (Some(7), "removed"), (None, "removed")] {
        let mut uow = MockUnitOfWork::new();
        let committed = uow.committed.clone();
        let customer = a_customer().version(7).build();
        let id = customer.id;
        uow.workload.expect_lock_engineers().returning(|| Ok(Vec::new()));
        uow.people.expect_find().return_once(move |_| Ok(Some(customer)));
        if expected == "removed" {
            uow.people.expect_release_usernames_of().times(1).returning(|_| Ok(()));
            uow.people.expect_update().times(1).returning(|_| Ok(()));
            uow.sessions.expect_end_sessions_of().returning(|_, _, _| Ok(()));
            uow.second_factors.expect_remove_of().returning(|_| Ok(()));
            uow.api_keys.expect_revoke_all_of().returning(|_, _| Ok(0));
            uow.account_links.expect_drop_of().returning(|_, _| Ok(()));
            uow.outbox.expect_forget_addresses_of().returning(|_| Ok(()));
            uow.outbox.expect_enqueue().returning(|_| Ok(()));
            uow.history.expect_append().returning(|_| Ok(()));
            uow.people.expect_look_up_with_admins().returning(|_| Ok(Vec::new()));
            uow.idempotency_keys.expect_forget_person().returning(|_| Ok(()));
            uow.tickets.expect_forget_follower().times(1).returning(|_| Ok(()));
            uow.mail_intake.expect_forget_person().times(1).returning(|_, _, _| Ok(()));
            uow.people.expect_look_up().returning(|_| Ok(Vec::new()));
        }
        let root = actor(&a_superadmin().build());
        let based_on = known.map_or(BasedOn::Any, BasedOn::from);
        let result = pollster::block_on(desk(uow).users().remove(&root, PersonKey::Id(id), based_on));
        assert_eq!(matches!(result, Err(Error::Stale)), expected == "stale", "{known:?}: {result:?}");
        assert_eq!((result.is_ok(), committed.load(Ordering::SeqCst)), (expected == "removed", expected == "removed"));
    }
}

#[test]
fn an_answer_is_given_again_only_after_a_commit_so_that_nobody_hears_of_what_is_not_durable_yet() {
    let mut uow = MockUnitOfWork::new();
    let committed = uow.committed.clone();
    uow.idempotency_keys.expect_claim().returning(|_, _, _| Ok(KeyClaim::Answered("as before".to_owned())));
    let customer = a_customer().build();
    let key = IdempotencyKey::parse("a-key").unwrap();
    let request = KeyedRequest { owner: Some(customer.id), key, fingerprint: [0; 32] };
    let execution = Execution::Idempotent(Idempotent { request: &request, answer: &|_| None });
    let outcome = pollster::block_on(desk(uow).tickets().open_with(&actor(&customer), a_complaint(), &execution));
    assert!(matches!(outcome, Ok(Outcome::Replayed(answer)) if answer == "as before"));
    assert!(committed.load(Ordering::SeqCst));
}

/// A compile-time check. Futures that are not `Send` could not be spawned on a multi-threaded runtime.
#[test]
fn every_use_case_can_be_spawned_on_any_runtime() {
    fn spawnable<T: Send>(_: T) {}
    let desk = desk(MockUnitOfWork::new());
    let actor = actor(&a_customer().build());
    let key = TicketKey::Number(TicketNumber::FIRST);
    spawnable(desk.tickets().open(&actor, a_complaint()));
    spawnable(desk.tickets().update(&actor, key, UpdateTicket::default()));
    spawnable(desk.tickets().take(&actor, key));
    spawnable(desk.tickets().delete(&actor, key, BasedOn::Any));
    spawnable(desk.accounts().sign_out("a token"));
    spawnable(desk.accounts().refresh_session("a token"));
    spawnable(desk.mail().claim(1, &[], &deskhand_domain::use_cases::DeliveryRules::default()));
}
