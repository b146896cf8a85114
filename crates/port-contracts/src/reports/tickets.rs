//! The tickets that reports are about.

use deskhand_domain::people::Person;
use deskhand_domain::testing::{a_customer, an_admin, an_engineer};
use deskhand_domain::ticket::Ticket;

use super::fixture::ticket;
use crate::Adapter;
use crate::fixtures::{Random, at, changed_person};

/// Seventy tickets of every kind, many of them equal in time; their ids follow neither their numbers nor their times.
pub(super) async fn keep_tickets(adapter: &Adapter) -> Vec<Ticket> {
    let engineers = ["emil", "anton"].map(|name| an_engineer().username(name).build());
    let gone = an_engineer().username("gone").build();
    let others = [a_customer().build(), a_customer().username("other").build(), an_admin().build()];
    let people: Vec<Person> = others.iter().chain(&engineers).chain([&gone]).cloned().collect();
    adapter.keep_people(&people).await;
    let mut uow = adapter.begin().await;
    uow.people().update(&changed_person(&gone, |record| record.removed_at = Some(at(0)))).await.unwrap();
    uow.commit().await.unwrap();

    let mut random = Random::new(31);
    let mut ids: Vec<u64> = (1..=70).collect();
    random.shuffle(&mut ids);
    let tickets: Vec<Ticket> = (1..).zip(&ids).map(|(number, id)| ticket(&mut random, number, *id, &people)).collect();
    adapter.keep_tickets(&tickets).await;
    tickets
}
