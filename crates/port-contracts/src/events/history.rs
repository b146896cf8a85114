//! The history of a ticket: its order, its pages, the people in it, and the events that customers do not see.

use deskhand_domain::history::{Event, EventKind, Topic};
use deskhand_domain::people::By;
use deskhand_domain::ports::{HistoryView, Total};
use deskhand_domain::testing::{a_customer, a_ticket, an_engineer, person_id, ticket_id};
use deskhand_domain::{EventId, MessageId, TicketId};

use crate::Adapter;
use crate::fixtures::Random;
use crate::fixtures::{all, rows};
use crate::fixtures::{at, event, id, sorted};

pub(crate) async fn events_come_in_the_order_of_appending(adapter: &Adapter) {
    let events = keep_history(adapter).await;
    for limit in [1, 2, 7, 100] {
        let read = read(adapter, ticket_id(1), true, limit).await;
        assert_eq!(read.into_iter().map(|view| view.event).collect::<Vec<_>>(), events);
    }
    assert_eq!(adapter.events.count_of_ticket(ticket_id(1), true).await.unwrap(), Total::of(events.len() as u64));
}

pub(crate) async fn internal_events_are_hidden_from_whoever_may_not_read_them(adapter: &Adapter) {
    let mut events = keep_history(adapter).await;
    let all_of_them = events.len();
    events.retain(|event| !event.kind.is_internal());
    assert!(events.len() < all_of_them);
    for limit in [1, 2, 7, 100] {
        let read = read(adapter, ticket_id(1), false, limit).await;
        assert_eq!(read.into_iter().map(|view| view.event).collect::<Vec<_>>(), events);
    }
    assert_eq!(adapter.events.count_of_ticket(ticket_id(1), false).await.unwrap(), Total::of(events.len() as u64));
}

pub(crate) async fn everybody_who_did_something_with_a_ticket_is_named_once(adapter: &Adapter) {
    let events = keep_history(adapter).await;
    let mut expected = sorted(events.iter().filter_map(|event| event.by.person()));
    expected.dedup();
    let actors = adapter.begin().await.history().who_acted_on(ticket_id(1)).await.unwrap();
    assert_eq!(sorted(actors), expected);
}

/// Removed people too, under the name that replaced theirs.
pub(crate) async fn events_name_the_people_in_them(adapter: &Adapter) {
    let engineer = an_engineer().build();
    let removed = an_engineer().username("gone").removed_at(at(9)).build();
    adapter.keep_people(&[a_customer().build(), engineer.clone(), removed.clone()]).await;
    adapter.keep_tickets(&[a_ticket().build()]).await;
    let assigned = Event {
        before: Some(removed.id.to_string()),
        after: Some(engineer.id.to_string()),
        ..event(1, ticket_id(1), EventKind::Assigned, By::System)
    };
    let retitled = Event {
        before: Some(engineer.id.to_string()),
        after: Some("plain words".to_owned()),
        ..event(2, ticket_id(1), EventKind::TitleChanged, By::Person(removed.id))
    };
    let mut uow = adapter.begin().await;
    uow.history().append(&[assigned.clone(), retitled.clone()]).await.unwrap();
    uow.commit().await.unwrap();

    let (before, after) = (Some(removed.to_ref()), Some(engineer.to_ref()));
    let expected = [
        HistoryView { event: assigned, by: None, before: before.clone(), after },
        HistoryView { event: retitled, by: before, before: None, after: None },
    ];
    assert_eq!(read(adapter, ticket_id(1), true, 100).await, expected);
}

/// Thirty events on ticket 1 and some elsewhere, appended in several units of work; neither their ids nor their
/// times grow.
async fn keep_history(adapter: &Adapter) -> Vec<Event> {
    adapter.keep_people(&[a_customer().build(), an_engineer().build()]).await;
    adapter.keep_tickets(&[a_ticket().build(), a_ticket().number(2).build()]).await;
    let mut random = Random::new(11);
    let authors = [By::System, By::Person(person_id("customer")), By::Person(person_id("engineer"))];
    let elsewhere = [Topic::Ticket(ticket_id(2)), Topic::Person(person_id("customer"))];
    // Assignments carry ids; the rest any words.
    let kinds: Vec<_> = EventKind::ALL.iter().copied().filter(|kind| *kind != EventKind::Assigned).collect();
    let mut ids: Vec<u64> = (0..40).collect();
    random.shuffle(&mut ids);

    let mut kept = Vec::new();
    for batch in ids.chunks(4) {
        let mut uow = adapter.begin().await;
        let mut events: Vec<Event> = Vec::new();
        for n in batch {
            let plain = event(*n, ticket_id(1), *random.pick(&kinds), *random.pick(&authors));
            events.push(Event {
                before: random.perhaps(|_| "before: 'x' \u{1F525}".to_owned()),
                after: random.perhaps(|_| "after\nall".to_owned()),
                message: random.perhaps(|random| MessageId::new(id(random.below(9)))),
                ..plain
            });
        }
        if let Some(last) = events.last_mut() {
            last.topic = *random.pick(&elsewhere);
        }
        uow.history().append(&events).await.unwrap();
        uow.commit().await.unwrap();
        kept.extend(events);
    }
    kept.retain(|event| event.topic == Topic::Ticket(ticket_id(1)));
    kept
}

async fn read(adapter: &Adapter, ticket: TicketId, with_internal: bool, limit: u32) -> Vec<HistoryView> {
    let limit = rows(limit);
    let place = |view: &HistoryView| -> EventId { view.event.id };
    all(limit, place, async |after| adapter.tickets.history(ticket, with_internal, after, limit).await.unwrap()).await
}
