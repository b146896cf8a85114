//! People who want no mails about a ticket.

use deskhand_domain::testing::{a_customer, a_ticket};

use crate::Adapter;

pub(crate) async fn muting_a_ticket_twice_is_muting_it_once(adapter: &Adapter) {
    let (ada, bob) = (a_customer().username("ada").build(), a_customer().username("bob").build());
    adapter.keep_people(&[a_customer().build(), ada.clone(), bob.clone()]).await;
    let ticket = a_ticket().build();
    adapter.keep_tickets(std::slice::from_ref(&ticket)).await;
    let mut uow = adapter.begin().await;
    for (person, muted) in [(ada.id, true), (ada.id, true), (bob.id, true), (bob.id, false), (bob.id, false)] {
        uow.tickets().set_muted(ticket.id, person, muted).await.unwrap();
    }
    uow.commit().await.unwrap();
    assert_eq!(adapter.begin().await.tickets().muted_by(ticket.id).await.unwrap(), [ada.id]);
    assert!(adapter.tickets.is_muted(ticket.id, ada.id).await.unwrap());
    assert!(!adapter.tickets.is_muted(ticket.id, bob.id).await.unwrap());
}
