//! Finding the admins.

use deskhand_domain::people::{AccountStatus, Person, Role};
use deskhand_domain::testing::{PersonBuilder, a_customer, a_superadmin, an_admin, an_engineer, person_id};

use crate::Adapter;
use crate::fixtures::{at, sorted};

pub(crate) async fn admins_are_the_approved_admins_and_superadmins(adapter: &Adapter) {
    let everybody = one_of_each();
    adapter.keep_people(&everybody).await;
    let approved = |p: &&Person| p.status == AccountStatus::Approved && p.removed_at.is_none();
    let expected =
        |wanted: fn(Role) -> bool| sorted(everybody.iter().filter(approved).filter(|p| wanted(p.role)).map(|p| p.id));
    let mut uow = adapter.begin().await;
    let admins = uow.people().look_up_with_admins(&[]).await.unwrap();
    assert_eq!(sorted(admins.iter().map(|p| p.id)), expected(|role| role.is_admin()));
    let superadmins = uow.people().lock_superadmins().await.unwrap();
    assert_eq!(sorted(superadmins.iter().map(|p| p.id)), expected(|role| role == Role::Superadmin));
}

pub(crate) async fn people_and_admins_are_looked_up_together_each_once(adapter: &Adapter) {
    let (removed, admin) = (an_engineer().removed_at(at(1)).build(), an_admin().build());
    let people =
        [a_customer().build(), a_customer().username("another").build(), removed, admin, a_superadmin().build()];
    adapter.keep_people(&people).await;
    let [customer, _, removed, admin, superadmin] = &people;
    let wanted = [customer.id, removed.id, admin.id, person_id("nobody")];
    let found = adapter.begin().await.people().look_up_with_admins(&wanted).await.unwrap();
    let expected = [customer, removed, admin, superadmin];
    assert_eq!(sorted(found.iter().map(|person| person.id)), sorted(expected.map(|person| person.id)));
    assert!(expected.into_iter().all(|person| found.contains(person)), "{found:?}");
}

/// One person of each role in each state, and a removed one of each role.
fn one_of_each() -> Vec<Person> {
    let mut people = Vec::new();
    for role in Role::ALL {
        for status in AccountStatus::ALL {
            people.push(a_customer().username(&format!("{role}-{status}")).role(*role).status(*status));
        }
        people.push(a_customer().username(&format!("{role}-removed")).role(*role).removed_at(at(1)));
    }
    people.into_iter().map(PersonBuilder::build).collect()
}
