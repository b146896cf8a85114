use std::time::Duration;

use deskhand_domain::history::{Event, EventKind, Topic};
use deskhand_domain::people::By;
use deskhand_domain::permissions::EventVisibility;
use deskhand_domain::ports::{FeedPosition, PageLimit};
use deskhand_domain::testing::ticket_id;
use deskhand_domain::{EventId, PersonId};

use super::fixture::{add, people};
use crate::Adapter;
use crate::fixtures::{at, event, id};

/// An event of this ticket at this minute.
fn at_minute(n: u64, ticket: u64, minute: i64) -> Event {
    Event { at: at(minute), ..event(n, ticket_id(ticket), EventKind::TitleChanged, By::System) }
}

async fn add_events(adapter: &Adapter, events: &[Event]) {
    let mut uow = adapter.begin().await;
    uow.transfer().add_events(events).await.unwrap();
    uow.commit().await.unwrap();
}

/// An event of the desk itself. Waits until it can be read: another test's transaction on the same server may delay that.
async fn append(adapter: &Adapter, event: Event) {
    let id = event.id;
    let mut uow = adapter.begin().await;
    uow.history().append(&[event]).await.unwrap();
    uow.commit().await.unwrap();
    let readable = async {
        while adapter.events.newest().await.unwrap().event != id {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(Duration::from_secs(60), readable).await.unwrap();
}

async fn feed(adapter: &Adapter) -> Vec<EventId> {
    let everything = EventVisibility::EVERYTHING;
    let page = adapter.events.read(everything, FeedPosition::START, PageLimit::LARGEST).await.unwrap();
    page.events.iter().map(|event| event.view.event.id).collect()
}

pub(crate) async fn added_events_come_before_own_ones_in_the_order_of_their_times(adapter: &Adapter) {
    append(adapter, at_minute(1, 1, 5)).await;
    let newest = adapter.events.newest().await.unwrap();

    // The clock was set back between 12 and 13: they keep their order.
    let batches = [vec![at_minute(11, 2, 10), at_minute(12, 2, 40), at_minute(13, 2, 30)], vec![at_minute(14, 3, 20)]];
    for batch in &batches {
        add_events(adapter, batch).await;
    }
    let mut uow = adapter.begin().await;
    uow.transfer().sort_added_events().await.unwrap();
    uow.commit().await.unwrap();

    let expected = [11, 14, 12, 13, 1].map(|n| at_minute(n, 1, 0).id);
    assert_eq!(feed(adapter).await, expected);
    assert_eq!(adapter.events.newest().await.unwrap().event, newest.event, "nothing is new to readers");

    add_events(adapter, &[at_minute(15, 4, 15)]).await;
    let mut uow = adapter.begin().await;
    uow.transfer().sort_added_events().await.unwrap();
    uow.commit().await.unwrap();
    append(adapter, at_minute(2, 1, 6)).await;
    assert_eq!(feed(adapter).await, [11, 15, 14, 12, 13, 1, 2].map(|n| at_minute(n, 1, 0).id));
}

pub(crate) async fn events_of_people_keep_their_order_over_several_batches(adapter: &Adapter) {
    add(adapter, &people(), &[]).await;
    let who: PersonId = people()[0].person.id;
    let of_person = |n| Event { topic: Topic::Person(who), id: EventId::new(id(n)), ..at_minute(n, 1, 10) };
    for n in [5, 4, 3, 2] {
        add_events(adapter, &[of_person(n)]).await;
    }
    let mut uow = adapter.begin().await;
    uow.transfer().sort_added_events().await.unwrap();
    uow.commit().await.unwrap();
    let part = adapter.transfer.loose_events(FeedPosition::START).await.unwrap();
    assert_eq!(part.events, [5, 4, 3, 2].map(of_person));
}
