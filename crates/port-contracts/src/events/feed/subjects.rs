//! An event comes with its ticket or person.

use deskhand_domain::history::{Event, EventKind, Topic};
use deskhand_domain::people::{By, Role};
use deskhand_domain::ports::{FeedPosition, FeedTicket, FeedTopic};
use deskhand_domain::testing::{a_customer, a_ticket, an_engineer, ticket_id};

use super::fixture::{EVERYTHING, append, read_all};
use crate::Adapter;
use crate::fixtures::{at, event};

pub(crate) async fn an_event_tells_of_its_ticket_or_person_as_they_are_now(adapter: &Adapter) {
    let (customer, engineer) = (a_customer().build(), an_engineer().build());
    let gone = an_engineer().username("gone").role(Role::Admin).removed_at(at(9)).build();
    adapter.keep_people(&[customer.clone(), engineer.clone(), gone.clone()]).await;
    let tickets =
        [a_ticket().assignee(engineer.id).followers([engineer.id, gone.id]).build(), a_ticket().number(2).build()];
    adapter.keep_tickets(&tickets).await;
    let about = |n, topic| Event { topic, ..event(n, ticket_id(1), EventKind::StatusChanged, By::Person(customer.id)) };
    let written = [
        about(1, Topic::Ticket(ticket_id(1))),
        about(2, Topic::Ticket(ticket_id(2))),
        about(3, Topic::Person(gone.id)),
    ];
    append(adapter, &written).await;
    let mut uow = adapter.begin().await;
    uow.tickets().delete(ticket_id(2)).await.unwrap();
    uow.commit().await.unwrap();

    let ticket = &tickets[0];
    let feed_ticket = FeedTicket {
        number: ticket.number,
        title: ticket.title.clone(),
        reporter: customer.id,
        assignee: Some(engineer.id),
        followers: ticket.followers.clone(),
    };
    let expected = [
        FeedTopic::Ticket(ticket_id(1), Some(feed_ticket)),
        FeedTopic::Ticket(ticket_id(2), None),
        FeedTopic::Person(gone.to_ref(), Role::Admin),
    ];
    let read = read_all(&*adapter.events, EVERYTHING, FeedPosition::START, 100).await;
    assert_eq!(read.iter().map(|event| event.about.clone()).collect::<Vec<_>>(), expected);
    assert!(read.iter().all(|event| event.view.by.as_ref() == Some(&customer.to_ref())));
}
