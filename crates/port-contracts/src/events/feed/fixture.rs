//! Events in the feed, and how they are read and appended.

use std::time::Duration;

use deskhand_domain::EventId;
use deskhand_domain::history::Event;
use deskhand_domain::people::{Actor, Person};
use deskhand_domain::permissions::{EventVisibility, events_visible_to};
use deskhand_domain::policy::Workflow;
use deskhand_domain::ports::{EventFeed, FeedEvent, FeedPosition, UnitOfWork};

use crate::Adapter;
use crate::fixtures::rows;

pub(super) const EVERYTHING: EventVisibility = EventVisibility::EVERYTHING;

/// The longest that an event may take to become readable.
pub(super) const PATIENCE: Duration = Duration::from_secs(60);

pub(super) async fn read_all(
    feed: &dyn EventFeed,
    sees: EventVisibility,
    after: FeedPosition,
    limit: u32,
) -> Vec<FeedEvent> {
    let (mut read, mut place) = (Vec::new(), after);
    loop {
        let page = feed.read(sees, place, rows(limit)).await.unwrap();
        assert!(page.events.len() <= limit as usize);
        assert!(page.read_to > place || !page.has_more, "it does not get on");
        place = page.read_to;
        read.extend(page.events);
        if !page.has_more {
            return read;
        }
    }
}

pub(super) fn ids(events: &[FeedEvent]) -> Vec<EventId> {
    events.iter().map(|event| event.view.event.id).collect()
}

pub(super) fn visible_to(person: &Person, rules: &Workflow) -> EventVisibility {
    events_visible_to(&Actor::from(person), rules).unwrap()
}

/// Appends, and waits until it can be read: another test's transaction on the same server may delay that.
pub(super) async fn append(adapter: &Adapter, events: &[Event]) {
    let mut uow: Box<dyn UnitOfWork> = adapter.begin().await;
    uow.history().append(events).await.unwrap();
    uow.commit().await.unwrap();
    let last = events.last().unwrap().id;
    let readable = async {
        while adapter.events.newest().await.unwrap().event != last {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(PATIENCE, readable).await.unwrap();
}
