use deskhand_domain::history::{Event, EventKind, Topic};
use deskhand_domain::people::By;
use deskhand_domain::ports::{FeedPosition, TransferPosition};
use deskhand_domain::testing::ticket_id;
use deskhand_domain::uuid::Uuid;

use super::fixture::{a_whole_ticket, add, people};
use crate::Adapter;
use crate::fixtures::{event, id};

/// All events that belong to no ticket, part by part.
async fn loose_events(adapter: &Adapter, mut after: FeedPosition) -> Vec<Event> {
    let mut events = Vec::new();
    loop {
        let part = adapter.transfer.loose_events(after).await.unwrap();
        events.extend(part.events);
        match part.read_to {
            Some(end) => after = end,
            None => return events,
        }
    }
}

pub(crate) async fn loose_events_are_those_of_people_and_of_deleted_tickets(adapter: &Adapter) {
    let both = people();
    add(adapter, &both, &[a_whole_ticket(3, &both)]).await;
    let of_person = Event {
        topic: Topic::Person(both[0].person.id),
        ..event(1, ticket_id(1), EventKind::ProfileChanged, By::Person(both[1].person.id))
    };
    let of_deleted = event(2, ticket_id(77), EventKind::TicketDeleted, By::System);
    let of_stored = event(3, ticket_id(3), EventKind::TitleChanged, By::System);
    // More than one part looks at.
    let many: Vec<Event> = (1_000..4_500).map(|n| event(n, ticket_id(78), EventKind::Taken, By::System)).collect();
    let mut uow = adapter.begin().await;
    uow.history().append(&[of_person.clone(), of_stored, of_deleted.clone()]).await.unwrap();
    for some in many.chunks(1_000) {
        uow.history().append(some).await.unwrap();
    }
    uow.commit().await.unwrap();

    let expected: Vec<Event> = [of_person, of_deleted].into_iter().chain(many).collect();
    assert_eq!(loose_events(adapter, FeedPosition::START).await, expected);
    let Some(TransferPosition::Event(second)) = adapter.transfer.position_of(id(2)).await.unwrap() else { panic!() };
    assert_eq!(loose_events(adapter, second).await, expected[2..]);
}

pub(crate) async fn an_export_goes_on_after_any_record(adapter: &Adapter) {
    let both = people();
    let tickets = [a_whole_ticket(3, &both), a_whole_ticket(8, &both)];
    add(adapter, &both, &tickets).await;

    let first = both[0].person.id;
    assert_eq!(adapter.transfer.position_of(first.as_uuid()).await.unwrap(), Some(TransferPosition::Person(first)));
    assert_eq!(adapter.transfer.whole_people(Some(first), 100).await.unwrap(), both[1..]);
    assert_eq!(adapter.transfer.whole_people(None, 1).await.unwrap(), both[..1]);

    let (id, number) = (tickets[0].ticket.id, tickets[0].ticket.number);
    assert_eq!(adapter.transfer.position_of(id.as_uuid()).await.unwrap(), Some(TransferPosition::Ticket(number)));
    assert_eq!(adapter.transfer.whole_tickets(Some(number), 100).await.unwrap(), tickets[1..]);
    assert_eq!(adapter.transfer.whole_tickets(None, 1).await.unwrap(), tickets[..1]);
    assert_eq!(adapter.transfer.position_of(Uuid::nil()).await.unwrap(), None);
}
