//! The queue of requests for links: oldest first, each once, and limited in number.

use std::sync::Arc;

use deskhand_domain::people::{EmailAddress, LinkPurpose};
use deskhand_domain::ports::LinkRequest;

use crate::Adapter;
use crate::fixtures::{at, at_once, id, sorted};

pub(crate) async fn requests_come_back_as_they_were_oldest_first_and_once(adapter: &Adapter) {
    // The oldest has the highest id, so that only its age can put it first.
    let older = |n: u64| LinkRequest { id: id(100 - n), ..request(n) };
    for n in [3, 1, 2] {
        add(adapter, &older(n), 10).await;
    }
    for n in 1..=3 {
        assert_eq!(take(adapter).await, Some(older(n)));
    }
    assert_eq!(take(adapter).await, None);
}

pub(crate) async fn a_request_beyond_the_most_is_lost(adapter: &Adapter) {
    for n in 1..=3 {
        add(adapter, &request(n), 2).await;
    }
    assert_eq!(take(adapter).await, Some(request(1)));
    add(adapter, &request(4), 2).await;
    assert_eq!((take(adapter).await, take(adapter).await), (Some(request(2)), Some(request(4))));
    assert_eq!(take(adapter).await, None);
}

pub(crate) async fn a_dropped_unit_of_work_gives_back_the_request_that_it_took(adapter: &Adapter) {
    add(adapter, &request(1), 10).await;
    let mut uow = adapter.begin().await;
    assert_eq!(uow.link_requests().take_oldest().await.unwrap(), Some(request(1)));
    drop(uow);
    // Taking skips locked rows, and a database may learn only later that a unit of work was dropped.
    for _ in 0..1000 {
        if let Some(taken) = take(adapter).await {
            assert_eq!(taken, request(1));
            return;
        }
        tokio::task::yield_now().await;
    }
    panic!("what was taken is not given back")
}

pub(crate) async fn eight_workers_never_take_the_same_request(adapter: &Adapter) {
    for n in 1..=40 {
        add(adapter, &request(n), 100).await;
    }
    let taken = at_once(8, |_| {
        let storage = Arc::clone(&adapter.storage);
        async move {
            let mut mine = Vec::new();
            loop {
                let mut uow = storage.begin().await.unwrap();
                let taken = uow.link_requests().take_oldest().await.unwrap();
                uow.commit().await.unwrap();
                match taken {
                    Some(request) => mine.push(request.id),
                    None => return mine,
                }
            }
        }
    })
    .await;
    assert_eq!(sorted(taken.into_iter().flatten()), (1..=40).map(id).collect::<Vec<_>>());
}

/// The nth request, made `n` minutes after the start, for an address without an account.
fn request(n: u64) -> LinkRequest {
    LinkRequest {
        id: id(n),
        purpose: if n.is_multiple_of(2) { LinkPurpose::ResetPassword } else { LinkPurpose::VerifyEmail },
        address: EmailAddress::parse(&format!("Some.One+{n}@example.org")).unwrap(),
        requested_at: at(n.cast_signed()),
    }
}

async fn add(adapter: &Adapter, request: &LinkRequest, most: u32) {
    let mut uow = adapter.begin().await;
    uow.link_requests().add(request, most).await.unwrap();
    uow.commit().await.unwrap();
}

async fn take(adapter: &Adapter) -> Option<LinkRequest> {
    let mut uow = adapter.begin().await;
    let taken = uow.link_requests().take_oldest().await.unwrap();
    uow.commit().await.unwrap();
    taken
}
