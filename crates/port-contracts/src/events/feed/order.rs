//! The feed has one order: that of the commits.

use deskhand_domain::EventId;
use deskhand_domain::history::EventKind;
use deskhand_domain::people::By;
use deskhand_domain::policy::Workflow;
use deskhand_domain::ports::FeedPosition;
use deskhand_domain::testing::{a_customer, ticket_id};

use super::busy_day::a_busy_day;
use super::fixture::{EVERYTHING, append, ids, read_all, visible_to};
use crate::Adapter;
use crate::fixtures::{event, id, rows};

pub(crate) async fn the_feed_has_every_event_once_in_the_order_of_commits(adapter: &Adapter) {
    let written = a_busy_day(adapter).await;
    for limit in [1, 7, 100] {
        let read = read_all(&*adapter.events, EVERYTHING, FeedPosition::START, limit).await;
        assert!(read.windows(2).all(|two| two[0].position < two[1].position));
        let read: Vec<_> = read.into_iter().map(|event| event.view.event).collect();
        assert_eq!(read, written);
    }
}

pub(crate) async fn from_any_event_on_the_feed_gives_exactly_the_rest(adapter: &Adapter) {
    let written = a_busy_day(adapter).await;
    for (index, event) in written.iter().enumerate() {
        let place = adapter.events.find(event.id).await.unwrap().unwrap();
        assert_eq!(place.event, event.id);
        let rest = read_all(&*adapter.events, EVERYTHING, place, 3).await;
        assert_eq!(ids(&rest), written[index + 1..].iter().map(|event| event.id).collect::<Vec<_>>());
    }
}

pub(crate) async fn what_is_read_to_its_end_goes_on_with_what_comes_later(adapter: &Adapter) {
    assert_eq!(adapter.events.newest().await.unwrap(), FeedPosition::START);
    let nothing = adapter.events.read(EVERYTHING, FeedPosition::START, rows(5)).await.unwrap();
    assert_eq!((nothing.events.len(), nothing.read_to, nothing.has_more), (0, FeedPosition::START, false));

    let written = a_busy_day(adapter).await;
    let newest = adapter.events.newest().await.unwrap();
    assert_eq!(newest.event, written.last().unwrap().id);
    // The position moves on for a person who may see none of the events.
    let stranger = visible_to(&a_customer().username("stranger").build(), &Workflow::default());
    let blind = adapter.events.read(stranger, FeedPosition::START, rows(5)).await.unwrap();
    assert_eq!((blind.events.len(), blind.read_to, blind.has_more), (0, newest, false));

    let later = event(2000, ticket_id(1), EventKind::Taken, By::System);
    append(adapter, std::slice::from_ref(&later)).await;
    for sees in [EVERYTHING, visible_to(&a_customer().build(), &Workflow::default())] {
        let read = adapter.events.read(sees, newest, rows(5)).await.unwrap();
        assert_eq!(ids(&read.events), [later.id]);
    }
}

pub(crate) async fn an_event_that_nobody_wrote_has_no_place(adapter: &Adapter) {
    a_busy_day(adapter).await;
    assert_eq!(adapter.events.find(EventId::new(id(40_404))).await.unwrap(), None);
}
