//! Passwords that were hashed as they were typed, before their form was normalised.

use std::sync::Arc;

use deskhand_domain::people::{Password, PasswordHash, Person};
use deskhand_domain::ports::PersonView;
use deskhand_domain::testing::{MockPeopleQueries, MockStorage, MockUnitOfWork, a_customer};
use deskhand_domain::use_cases::{Error, Origin, Ports, Rules, SignIn, SignInRefusal, SignedIn, UseCases};

use crate::use_case_steps::ports_over;

const COMPOSED: &str = "K\u{f6}lner Br\u{fc}cken";
const DECOMPOSED: &str = "Ko\u{308}lner Bru\u{308}cken";

/// Signs in a person whose stored hash is of this text; its hash is renewed as often as `saves`.
fn sign_in(hashed: &str, typed: &str, saves: usize) -> Result<SignedIn, Error> {
    let mut record = (*a_customer().build()).clone();
    record.password = Some(PasswordHash::new(format!("plain:{hashed}")));
    let person = Person::restore(record);
    let view = PersonView { person: person.clone(), open_tickets: 0, tickets_count: 0, last_assigned_at: None };
    let mut people = MockPeopleQueries::new();
    people.expect_find().return_once(|_| Ok(Some(view)));
    let mut unit_of_work = MockUnitOfWork::new();
    unit_of_work.people.expect_find().returning(move |_| Ok(Some(person.clone())));
    unit_of_work.sessions.expect_begin_session().returning(|_, _| Ok(()));
    let mut renewal = MockUnitOfWork::new();
    let (old, renewed) = (PasswordHash::new(format!("plain:{hashed}")), PasswordHash::new(format!("plain:{COMPOSED}")));
    renewal.people.expect_renew_password_hash().times(saves).returning(move |_, before, after| {
        assert_eq!((before, after), (&old, &renewed));
        Ok(())
    });
    let storage = MockStorage::handing_out(unit_of_work).then(renewal);
    let ports = Ports { people: Arc::new(people), ..ports_over(storage) };
    let desk = UseCases::new(ports, Rules::default());
    let command =
        SignIn { login: "carla".to_owned(), password: Password::typed(typed).unwrap(), origin: Origin::default() };
    pollster::block_on(desk.accounts().sign_in(command))
}

#[test]
fn a_password_hashed_as_it_was_typed_signs_in_and_is_hashed_in_its_normal_form() {
    sign_in(DECOMPOSED, DECOMPOSED, 1).unwrap();
}

#[test]
fn a_password_hashed_in_its_normal_form_is_not_hashed_again() {
    sign_in(COMPOSED, COMPOSED, 0).unwrap();
    sign_in(COMPOSED, DECOMPOSED, 0).unwrap();
}

#[test]
fn another_password_stays_wrong_in_both_forms() {
    let refused = sign_in(DECOMPOSED, "Ko\u{308}lner Dom", 0);
    assert!(matches!(refused, Err(Error::SignIn(SignInRefusal::WrongCredentials))), "{refused:?}");
}
