//! A write that starts from an old version is a conflict, and changes nothing.

use std::sync::Arc;

use deskhand_domain::ports::StorageError;
use deskhand_domain::testing::{a_customer, a_ticket};

use crate::Adapter;
use crate::fixtures::{at_once, changed_person, changed_ticket};

pub(crate) async fn a_stale_version_of_a_ticket_is_a_conflict(adapter: &Adapter) {
    adapter.keep_people(&[a_customer().build()]).await;
    let first = a_ticket().build();
    let second = changed_ticket(&first, |t| t.reopen_count = 1);
    let skipping = changed_ticket(&second, |t| t.version += 1);
    adapter.keep_tickets(std::slice::from_ref(&first)).await;
    let mut uow = adapter.begin().await;
    uow.tickets().update(&second).await.unwrap();
    uow.commit().await.unwrap();

    for stale in [first, changed_ticket(&second, |t| t.version -= 1), skipping] {
        let refused = adapter.begin().await.tickets().update(&stale).await;
        assert!(matches!(refused, Err(StorageError::Conflict)), "version {}: {refused:?}", stale.version);
    }
    assert_eq!(adapter.ticket(&second).await, Some(second));
}

pub(crate) async fn a_stale_version_of_a_person_is_a_conflict(adapter: &Adapter) {
    let first = a_customer().build();
    let second = changed_person(&first, |p| p.phone = None);
    let skipping = changed_person(&second, |p| p.version += 1);
    adapter.keep_people(std::slice::from_ref(&first)).await;
    let mut uow = adapter.begin().await;
    uow.people().update(&second).await.unwrap();
    uow.commit().await.unwrap();

    for stale in [first, changed_person(&second, |p| p.version -= 1), skipping] {
        let refused = adapter.begin().await.people().update(&stale).await;
        assert!(matches!(refused, Err(StorageError::Conflict)), "version {}: {refused:?}", stale.version);
    }
    assert_eq!(adapter.person(&second).await, Some(second));
}

pub(crate) async fn changing_what_does_not_exist_is_a_conflict(adapter: &Adapter) {
    adapter.keep_people(&[a_customer().build()]).await;
    let refused = adapter.begin().await.tickets().update(&a_ticket().version(2).build()).await;
    assert!(matches!(refused, Err(StorageError::Conflict)), "{refused:?}");
    let nobody = a_customer().username("nobody").version(2).build();
    let refused = adapter.begin().await.people().update(&nobody).await;
    assert!(matches!(refused, Err(StorageError::Conflict)), "{refused:?}");
}

/// A ticket that a unit of work has read stays locked until that unit of work ends.
pub(crate) async fn no_change_of_a_ticket_is_lost_among_concurrent_ones(adapter: &Adapter) {
    adapter.keep_people(&[a_customer().build()]).await;
    let ticket = a_ticket().build();
    adapter.keep_tickets(std::slice::from_ref(&ticket)).await;
    at_once(20, |_| {
        let (storage, id) = (Arc::clone(&adapter.storage), ticket.id);
        async move {
            let mut uow = storage.begin().await.unwrap();
            let found = uow.tickets().find(id).await.unwrap().unwrap();
            uow.tickets().update(&changed_ticket(&found, |t| t.reopen_count += 1)).await.unwrap();
            uow.commit().await.unwrap();
        }
    })
    .await;
    let after = adapter.ticket(&ticket).await.unwrap();
    assert_eq!((after.reopen_count, after.version), (20, 21));
}

pub(crate) async fn no_change_of_a_person_is_lost_among_concurrent_ones(adapter: &Adapter) {
    let person = a_customer().build();
    adapter.keep_people(std::slice::from_ref(&person)).await;
    at_once(20, |_| {
        let (storage, id) = (Arc::clone(&adapter.storage), person.id);
        async move {
            let mut uow = storage.begin().await.unwrap();
            let found = uow.people().find(id).await.unwrap().unwrap();
            uow.people().update(&changed_person(&found, |p| p.updated_at += time::Duration::minutes(1))).await.unwrap();
            uow.commit().await.unwrap();
        }
    })
    .await;
    let after = adapter.person(&person).await.unwrap();
    assert_eq!((after.updated_at - person.updated_at, after.version), (time::Duration::minutes(20), 21));
}
