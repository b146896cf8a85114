//! Readers see what is committed.

use deskhand_domain::permissions::TicketVisibility;
use deskhand_domain::ports::{PersonKey, TicketKey};
use deskhand_domain::testing::{a_customer, a_ticket};
use deskhand_domain::ticket::TicketNumber;

use crate::Adapter;

pub(crate) async fn readers_see_only_what_is_committed(adapter: &Adapter) {
    let (customer, ticket) = (a_customer().build(), a_ticket().build());
    let mut uow = adapter.begin().await;
    uow.people().insert(&customer).await.unwrap();
    uow.tickets().insert(&ticket).await.unwrap();
    let by_number = TicketKey::Number(TicketNumber::FIRST);
    assert_eq!(adapter.tickets.find(TicketVisibility::Everything, by_number).await.unwrap(), None);
    assert_eq!(adapter.people.find(PersonKey::Id(customer.id)).await.unwrap(), None);
    uow.commit().await.unwrap();
    assert_eq!(adapter.ticket(&ticket).await, Some(ticket));
    assert!(adapter.people.find(PersonKey::Id(customer.id)).await.unwrap().is_some());
}
