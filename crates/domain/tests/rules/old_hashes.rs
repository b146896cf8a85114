//! Passwords that were hashed as they were typed, before their form was normalised.

use std::sync::Arc;

use deskhand_domain::people::{Password, PasswordHash};
use deskhand_domain::ports::PersonView;
use deskhand_domain::testing::{MockPeopleQueries, MockStorage, MockUnitOfWork, a_customer};
use deskhand_domain::use_cases::{Error, Ports, Rules, SignIn, SignInAnswer, SignInRefusal, UseCases};

use crate::use_case_steps::ports_over;

const COMPOSED: &str = "K\u{f6}lner Br\u{fc}cken";
const DECOMPOSED: &str = "Ko\u{308}lner Bru\u{308}cken";

/// Signs in a person whose stored hash is of this text. `renews` says whether the hash is made anew.
fn sign_in(hashed: &str, typed: &str, renews: bool) -> Result<SignInAnswer, Error> {
    let hash = |text: &str| PasswordHash::new(format!("plain:{text}"));
    let person = a_customer().password(hashed).build();
    let view = PersonView { person: person.clone(), open_tickets: 0, tickets_count: 0, last_assigned_at: None };
    let mut people = MockPeopleQueries::new();
    people.expect_find().returning(move |_| Ok(Some(view.clone())));
    let (mut renewing, mut beginning) = (MockUnitOfWork::new(), MockUnitOfWork::new());
    let (old, new) = (hash(hashed), hash(COMPOSED));
    renewing.people.expect_renew_password_hash().times(usize::from(renews)).returning(move |_, from, to| {
        assert_eq!((from, to), (&old, &new));
        Ok(true)
    });
    let stored = if renews { a_customer().password(COMPOSED).build() } else { person };
    beginning.people.expect_find().returning(move |_| Ok(Some(stored.clone())));
    beginning.sessions.expect_begin_session().returning(|_, _| Ok(()));
    let storage =
        if renews { MockStorage::handing_out(renewing).then(beginning) } else { MockStorage::handing_out(beginning) };
    let ports = Ports { people: Arc::new(people), ..ports_over(storage) };
    let desk = UseCases::new(ports, Rules::default());
    let command = SignIn { login: "customer".to_owned(), password: Password::typed(typed).unwrap() };
    pollster::block_on(desk.accounts().sign_in(command))
}

#[test]
fn a_password_hashed_as_it_was_typed_signs_in_and_is_hashed_in_its_normal_form() {
    sign_in(DECOMPOSED, DECOMPOSED, true).unwrap();
}

#[test]
fn a_password_hashed_in_its_normal_form_is_not_hashed_again() {
    sign_in(COMPOSED, COMPOSED, false).unwrap();
    sign_in(COMPOSED, DECOMPOSED, false).unwrap();
}

#[test]
fn another_password_stays_wrong_in_both_forms() {
    let refused = sign_in(DECOMPOSED, "Ko\u{308}lner Dom", false);
    assert!(matches!(refused, Err(Error::SignIn(SignInRefusal::WrongCredentials))), "{refused:?}");
}
