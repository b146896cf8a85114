//! Finding a person by id, username or address.

use deskhand_domain::people::{EmailAddress, Username};
use deskhand_domain::ports::PersonKey;
use deskhand_domain::testing::{a_customer, an_admin, an_engineer, person_id};

use crate::Adapter;
use crate::fixtures::{at, sorted};

pub(crate) async fn a_person_is_found_by_id_name_and_address_whatever_its_case(adapter: &Adapter) {
    let ada = a_customer().username("ada").email("Ada@Example.com").build();
    adapter.keep_people(&[ada.clone(), a_customer().username("bob").build()]).await;
    let address = EmailAddress::parse("aDA@EXAMPLE.com").unwrap();
    let mut uow = adapter.begin().await;
    assert_eq!(uow.people().find(ada.id).await.unwrap().as_ref(), Some(&ada));
    assert_eq!(uow.people().find_by_username(&ada.username).await.unwrap().as_ref(), Some(&ada));
    assert_eq!(uow.people().find_by_email(&address).await.unwrap().as_ref(), Some(&ada));
    drop(uow);
    let keys = [PersonKey::Id(ada.id), PersonKey::Username(ada.username.clone()), PersonKey::Email(address)];
    for key in keys {
        let view = adapter.people.find(key).await.unwrap().unwrap();
        assert_eq!((view.person, view.open_tickets, view.tickets_count), (ada.clone(), 0, 0));
    }
}

pub(crate) async fn a_unit_of_work_shows_a_person_with_their_numbers_as_it_leaves_them(adapter: &Adapter) {
    let bob = an_engineer().build();
    adapter.keep_people(&[bob.clone(), a_customer().username("gone").removed_at(at(1)).build()]).await;
    let mut uow = adapter.begin().await;
    uow.workload().add_open(bob.id).await.unwrap();
    uow.workload().count_reported(bob.id, 1).await.unwrap();
    uow.workload().note_assignment(bob.id, at(2)).await.unwrap();
    let view = uow.people().view(bob.id).await.unwrap().unwrap();
    let numbers = (view.open_tickets, view.tickets_count, view.last_assigned_at);
    assert_eq!((&view.person, numbers), (&bob, (1, 1, Some(at(2)))));
    for nobody in ["gone", "nobody"] {
        assert_eq!(uow.people().view(person_id(nobody)).await.unwrap(), None, "{nobody}");
    }
    drop(uow);
    let view = adapter.people.find(PersonKey::Id(bob.id)).await.unwrap().unwrap();
    assert_eq!((view.open_tickets, view.tickets_count), (0, 0));
}

pub(crate) async fn nobody_is_found_under_a_name_that_nobody_has(adapter: &Adapter) {
    adapter.keep_people(&[a_customer().username("ada").build()]).await;
    let (name, address) = (Username::parse("bob").unwrap(), EmailAddress::parse("bob@example.com").unwrap());
    let mut uow = adapter.begin().await;
    assert_eq!(uow.people().find(person_id("bob")).await.unwrap(), None);
    assert_eq!(uow.people().find_by_username(&name).await.unwrap(), None);
    assert_eq!(uow.people().find_by_email(&address).await.unwrap(), None);
    drop(uow);
    for key in [PersonKey::Id(person_id("bob")), PersonKey::Username(name), PersonKey::Email(address)] {
        assert_eq!(adapter.people.find(key).await.unwrap(), None);
    }
}

pub(crate) async fn looking_people_up_leaves_out_who_does_not_exist(adapter: &Adapter) {
    let people = [a_customer().build(), an_engineer().removed_at(at(1)).build(), an_admin().build()];
    adapter.keep_people(&people).await;
    let [customer, removed, _] = &people;
    let mut uow = adapter.begin().await;
    let found = uow.people().look_up(&[customer.id, person_id("nobody"), removed.id]).await.unwrap();
    assert_eq!(sorted(found.iter().map(|person| person.id)), sorted([customer.id, removed.id]));
    assert!(found.contains(customer) && found.contains(removed));
    assert_eq!(uow.people().look_up(&[]).await.unwrap(), []);
}
