//! Who follows a ticket.

use deskhand_domain::PersonId;
use deskhand_domain::permissions::TicketVisibility;
use deskhand_domain::ports::{TicketFilter, TicketKey};
use deskhand_domain::testing::{a_customer, a_ticket, an_engineer};
use deskhand_domain::ticket::{Followers, Ticket, TicketRecord};

use crate::Adapter;

/// The ticket with these followers, as it is stored next.
fn followed(ticket: &Ticket, followers: &[PersonId]) -> Ticket {
    let followers = Followers::restore(followers.iter().copied());
    Ticket::restore(TicketRecord { followers, version: ticket.version + 1, ..TicketRecord::clone(ticket) })
}

async fn update(adapter: &Adapter, ticket: &Ticket) {
    let mut uow = adapter.begin().await;
    uow.tickets().find(ticket.id).await.unwrap();
    uow.tickets().update(ticket).await.unwrap();
    uow.commit().await.unwrap();
}

async fn numbers(adapter: &Adapter, person: PersonId) -> Vec<u64> {
    adapter.numbers(TicketVisibility::ReportedOrFollowedBy(person), &TicketFilter::default()).await
}

pub(crate) async fn followers_come_and_go_with_the_ticket_and_are_listed_by_username(adapter: &Adapter) {
    let people = ["zoe", "ada", "ben"].map(|name| a_customer().username(name).build());
    let [zoe, ada, ben] = &people;
    adapter.keep_people(&[&people[..], &[a_customer().build()]].concat()).await;
    let first = a_ticket().followers([zoe.id, ada.id]).build();
    adapter.keep_tickets(&[first.clone(), a_ticket().number(2).followers([zoe.id]).build()]).await;
    assert_eq!(adapter.tickets.followers(first.id).await.unwrap(), [ada.to_ref(), zoe.to_ref()]);
    assert_eq!((numbers(adapter, zoe.id).await, numbers(adapter, ben.id).await), (vec![1, 2], vec![]));

    let second = followed(&first, &[ada.id, ben.id]);
    update(adapter, &second).await;
    assert_eq!(adapter.tickets.followers(first.id).await.unwrap(), [ada.to_ref(), ben.to_ref()]);
    assert_eq!((numbers(adapter, zoe.id).await, numbers(adapter, ben.id).await), (vec![2], vec![1]));

    let third = followed(&second, &[]);
    update(adapter, &third).await;
    assert_eq!(adapter.tickets.followers(first.id).await.unwrap(), []);
    assert_eq!(adapter.ticket(&first).await, Some(third));
    assert!(numbers(adapter, ada.id).await.is_empty());
}

pub(crate) async fn a_change_that_is_rolled_back_leaves_the_followers(adapter: &Adapter) {
    let ada = a_customer().username("ada").build();
    adapter.keep_people(&[a_customer().build(), ada.clone()]).await;
    let ticket = a_ticket().followers([ada.id]).build();
    adapter.keep_tickets(std::slice::from_ref(&ticket)).await;
    let mut uow = adapter.begin().await;
    uow.tickets().find(ticket.id).await.unwrap();
    uow.tickets().update(&followed(&ticket, &[])).await.unwrap();
    uow.roll_back().await;
    assert_eq!(adapter.tickets.followers(ticket.id).await.unwrap(), [ada.to_ref()]);
    assert_eq!(numbers(adapter, ada.id).await, [1]);
}

pub(crate) async fn a_person_who_is_forgotten_follows_nothing_and_the_others_stay(adapter: &Adapter) {
    let (gone, ada) = (an_engineer().username("gone").build(), a_customer().username("ada").build());
    adapter.keep_people(&[a_customer().build(), gone.clone(), ada.clone()]).await;
    let tickets = [
        a_ticket().number(1).followers([gone.id, ada.id]).build(),
        a_ticket().number(2).followers([gone.id]).build(),
        a_ticket().number(3).followers([ada.id]).build(),
    ];
    adapter.keep_tickets(&tickets).await;

    let mut uow = adapter.begin().await;
    uow.tickets().forget_follower(gone.id).await.unwrap();
    uow.commit().await.unwrap();

    assert!(numbers(adapter, gone.id).await.is_empty());
    assert_eq!(numbers(adapter, ada.id).await, [1, 3]);
    for (ticket, followers) in tickets.iter().zip([Some(ada.id), None, Some(ada.id)]) {
        let view = adapter.tickets.find(TicketVisibility::Everything, TicketKey::Id(ticket.id)).await.unwrap().unwrap();
        assert_eq!(view.ticket.followers, Followers::restore(followers), "{}", ticket.number);
        assert_eq!(view.ticket.version, ticket.version);
    }
}
