//! Reading while others append.

use std::sync::Arc;

use deskhand_domain::history::EventKind;
use deskhand_domain::people::By;
use deskhand_domain::ports::FeedPosition;
use deskhand_domain::testing::{a_customer, a_ticket, ticket_id};

use super::fixture::{EVERYTHING, PATIENCE, ids, read_all};
use crate::Adapter;
use crate::fixtures::{at_once, event, rows};

pub(crate) async fn whoever_reads_on_while_others_write_misses_nothing(adapter: &Adapter) {
    adapter.keep_people(&[a_customer().build()]).await;
    adapter.keep_tickets(&[a_ticket().build()]).await;
    let storage = Arc::clone(&adapter.storage);
    let writers = tokio::spawn(at_once(8, move |writer| {
        let storage = Arc::clone(&storage);
        async move {
            for n in 0..20 {
                let mut uow = storage.begin().await.unwrap();
                let n = writer * 100 + n;
                uow.history().append(&[event(n, ticket_id(1), EventKind::Taken, By::System)]).await.unwrap();
                // So that they overlap, and are committed in another order than they were begun.
                for _ in 0..n % 7 {
                    tokio::task::yield_now().await;
                }
                uow.commit().await.unwrap();
            }
        }
    }));
    let read = tokio::time::timeout(PATIENCE, async {
        let (mut read, mut place) = (Vec::new(), FeedPosition::START);
        while read.len() < 160 {
            let page = adapter.events.read(EVERYTHING, place, rows(3)).await.unwrap();
            place = page.read_to;
            read.extend(page.events);
        }
        read
    });
    let read = read.await.unwrap();
    writers.await.unwrap();
    let again = read_all(&*adapter.events, EVERYTHING, FeedPosition::START, 100).await;
    assert_eq!(ids(&read), ids(&again));
}
