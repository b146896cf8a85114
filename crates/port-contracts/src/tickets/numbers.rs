//! Ticket numbers: 1, 2, 3 ... without gap or reuse.

use std::sync::Arc;

use deskhand_domain::ports::UnitOfWork;
use deskhand_domain::testing::{a_customer, a_ticket, ticket_id};

use crate::Adapter;
use crate::fixtures::{at_once, sorted};

pub(crate) async fn numbers_count_from_one_without_a_gap(adapter: &Adapter) {
    adapter.keep_people(&[a_customer().build()]).await;
    for expected in 1..=3 {
        let mut uow = adapter.begin().await;
        assert_eq!(open(&mut *uow).await, expected);
        uow.commit().await.unwrap();
    }
    let mut uow = adapter.begin().await;
    assert_eq!([open(&mut *uow).await, open(&mut *uow).await], [4, 5]);
    uow.commit().await.unwrap();
}

pub(crate) async fn the_number_of_a_deleted_ticket_is_not_used_again(adapter: &Adapter) {
    adapter.keep_people(&[a_customer().build()]).await;
    for expected in 1..=3 {
        let mut uow = adapter.begin().await;
        let number = open(&mut *uow).await;
        assert_eq!(number, expected);
        uow.tickets().delete(ticket_id(number)).await.unwrap();
        uow.commit().await.unwrap();
    }
}

pub(crate) async fn the_number_of_a_dropped_unit_of_work_is_free_again(adapter: &Adapter) {
    adapter.keep_people(&[a_customer().build()]).await;
    for _ in 0..3 {
        let mut uow = adapter.begin().await;
        assert_eq!(open(&mut *uow).await, 1);
        drop(uow);
    }
    let mut uow = adapter.begin().await;
    assert_eq!(open(&mut *uow).await, 1);
    uow.commit().await.unwrap();
}

pub(crate) async fn concurrent_openings_and_rollbacks_leave_no_gap(adapter: &Adapter) {
    adapter.keep_people(&[a_customer().build()]).await;
    let numbers = at_once(30, |i| {
        let storage = Arc::clone(&adapter.storage);
        async move {
            let mut uow = storage.begin().await.unwrap();
            let number = open(&mut *uow).await;
            if i % 3 == 0 {
                return None;
            }
            uow.commit().await.unwrap();
            Some(number)
        }
    })
    .await;
    assert_eq!(sorted(numbers.into_iter().flatten()), (1..=20).collect::<Vec<_>>());
}

async fn open(uow: &mut dyn UnitOfWork) -> u64 {
    let number = uow.tickets().next_number().await.unwrap().get();
    uow.tickets().insert(&a_ticket().number(number).build()).await.unwrap();
    number
}
