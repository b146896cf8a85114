//! When a caller must show again who they are.

use std::sync::Arc;

use deskhand_domain::people::{Actor, Password};
use deskhand_domain::permissions::KeyDenied;
use deskhand_domain::ports::Session;
use deskhand_domain::testing::{MockSessionQueries, MockStorage, TestClock, a_customer};
use deskhand_domain::use_cases::{Caller, Credential, Error, Origin, Ports, Rules, UseCases};
use deskhand_domain::{ApiKeyId, Invalid, SessionId};
use time::Duration;
use uuid::Uuid;

use crate::use_case_steps::ports_over;

const PASSWORD: &str = "correct horse battery";

/// What the gate answers to a caller with this credential, so long after the sign-in.
fn asked(credential: &str, after: Duration, current_password: Option<&str>) -> &'static str {
    let id = Uuid::from_u128(7);
    let person = a_customer().password(PASSWORD).build();
    let session = Session {
        id: SessionId::new(id),
        person: person.id,
        begun_at: TestClock::START,
        agent: None,
        last_used_at: TestClock::START + after,
        expires_at: TestClock::START + Duration::days(30),
    };
    let mut sessions = MockSessionQueries::new();
    let found = (credential != "an ended session").then_some(session);
    sessions.expect_find().returning(move |_| Ok(found.clone()));
    let clock = TestClock::new();
    clock.advance(after);
    let ports = Ports { sessions: Arc::new(sessions), clock: Arc::new(clock), ..ports_over(MockStorage::default()) };
    let credential = match credential {
        "a key" => Credential::ApiKey { id: ApiKeyId::new(id), scopes: Vec::new() },
        _ => Credential::Session(SessionId::new(id)),
    };
    let caller =
        Caller { actor: Actor::from(&person), person, credential, origin: Origin::default(), expires_at: None };
    let password = current_password.map(|text| Password::typed(text).unwrap());
    let desk = UseCases::new(ports, Rules::default());
    match pollster::block_on(desk.accounts().confirm_identity(&caller, password)) {
        Ok(()) => "passes",
        Err(Error::PasswordRequired) => "password required",
        Err(Error::Field { field: "current_password", reason: Invalid::Wrong }) => "wrong",
        Err(Error::KeyDenied(KeyDenied::SessionOnly)) => "sign in",
        Err(Error::Unauthenticated) => "signed out",
        Err(other) => panic!("{other}"),
    }
}

#[test]
fn a_fresh_sign_in_or_the_current_password_confirms_who_it_is_and_a_key_never_does() {
    let (fresh, old) = (Duration::minutes(15) - Duration::SECOND, Duration::minutes(15));
    for (credential, after, password, expected) in [
        ("a session", Duration::ZERO, None, "passes"),
        ("a session", fresh, None, "passes"),
        ("a session", old, None, "password required"),
        ("a session", Duration::days(20), None, "password required"),
        ("a session", fresh, Some(PASSWORD), "passes"),
        ("a session", old, Some(PASSWORD), "passes"),
        ("a session", fresh, Some("something else"), "wrong"),
        ("a session", old, Some("something else"), "wrong"),
        ("an ended session", fresh, None, "signed out"),
        ("a key", Duration::ZERO, None, "sign in"),
        ("a key", Duration::ZERO, Some(PASSWORD), "sign in"),
    ] {
        assert_eq!(asked(credential, after, password), expected, "{credential}, {after}, {password:?}");
    }
}
