//! Unique values are refused the second time, and the error names the value that is taken.

use std::sync::Arc;

use deskhand_domain::people::Person;
use deskhand_domain::ports::{StorageError, Unique};
use deskhand_domain::testing::{a_customer, a_ticket, ticket_id};

use crate::Adapter;
use crate::fixtures::{at, at_once, at_the_end, changed_person};

pub(crate) async fn a_taken_username_is_named(adapter: &Adapter) {
    let (ada, bob) = (a_customer().username("ada").build(), a_customer().username("bob").build());
    adapter.keep_people(&[ada.clone(), bob.clone()]).await;
    let twin = a_customer().username("ada2").build();
    let twin = changed_person(&twin, |p| p.username = ada.username.clone());
    assert_taken(insert(adapter, &twin).await, Unique::Username);
    let renamed = changed_person(&bob, |p| p.username = ada.username.clone());
    assert_taken(update(adapter, &renamed).await, Unique::Username);
    assert_eq!(adapter.person(&bob).await, Some(bob));
}

pub(crate) async fn a_taken_address_is_named_whatever_its_case(adapter: &Adapter) {
    let ada = a_customer().username("ada").email("Ada.Lovelace@Example.com").build();
    let bob = a_customer().username("bob").build();
    adapter.keep_people(&[ada, bob.clone()]).await;
    for spelling in ["Ada.Lovelace@example.com", "ada.lovelace@example.com", "ADA.LOVELACE@EXAMPLE.COM"] {
        let twin = a_customer().username("carl").email(spelling).build();
        assert_taken(insert(adapter, &twin).await, Unique::Email);
        let moved = changed_person(&bob, |p| p.email.clone_from(&twin.email));
        assert_taken(update(adapter, &moved).await, Unique::Email);
    }
}

pub(crate) async fn a_person_may_change_the_case_of_their_own_address(adapter: &Adapter) {
    let ada = a_customer().username("ada").email("ada@example.com").build();
    adapter.keep_people(std::slice::from_ref(&ada)).await;
    let shouting = a_customer().username("ada").email("ADA@example.com").version(2).build();
    let mut uow = adapter.begin().await;
    uow.people().update(&shouting).await.unwrap();
    uow.commit().await.unwrap();
    assert_eq!(adapter.person(&ada).await, Some(shouting));
}

pub(crate) async fn the_address_of_a_removed_person_is_free_again(adapter: &Adapter) {
    let removed = |name: &str| a_customer().username(name).removed_at(at(1)).build();
    adapter.keep_people(&[removed("ada"), removed("bob")]).await;
    adapter.keep_people(&[a_customer().username("carl").email("ada@example.com").build()]).await;
}

pub(crate) async fn an_id_or_number_cannot_be_used_twice(adapter: &Adapter) {
    let customer = a_customer().build();
    adapter.keep_people(std::slice::from_ref(&customer)).await;
    adapter.keep_tickets(&[a_ticket().build()]).await;
    let same_person = a_customer().username("other").id(customer.id).build();
    assert_taken(insert(adapter, &same_person).await, Unique::Other);
    for twin in [a_ticket().number(2).id(ticket_id(1)), a_ticket().number(1).id(ticket_id(2))] {
        let mut uow = adapter.begin().await;
        let said = uow.tickets().insert(&twin.build()).await;
        assert_taken(at_the_end(uow, said).await, Unique::Other);
    }
}

pub(crate) async fn of_many_who_want_one_name_at_once_one_gets_it(adapter: &Adapter) {
    let results = at_once(10, |i| {
        let storage = Arc::clone(&adapter.storage);
        async move {
            let name = a_customer().username("wanted").build().username.clone();
            let person = changed_person(&a_customer().username(&format!("person{i}")).build(), |p| p.username = name);
            let mut uow = storage.begin().await?;
            uow.people().insert(&person).await?;
            uow.commit().await
        }
    })
    .await;
    assert_eq!(results.iter().filter(|result| result.is_ok()).count(), 1);
    for refused in results.into_iter().filter(Result::is_err) {
        assert_taken(refused, Unique::Username);
    }
}

async fn insert(adapter: &Adapter, person: &Person) -> Result<(), StorageError> {
    let mut uow = adapter.begin().await;
    uow.people().insert(person).await?;
    uow.commit().await
}

async fn update(adapter: &Adapter, person: &Person) -> Result<(), StorageError> {
    let mut uow = adapter.begin().await;
    uow.people().update(person).await?;
    uow.commit().await
}

#[track_caller]
fn assert_taken(result: Result<(), StorageError>, what: Unique) {
    match result {
        Err(StorageError::AlreadyExists(taken)) => assert_eq!(taken, what),
        other => panic!("expected that the {} is taken, not {other:?}", what.as_str()),
    }
}
