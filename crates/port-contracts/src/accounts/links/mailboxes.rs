//! Letters to mailboxes that are not verified.

use std::sync::Arc;

use deskhand_domain::ports::SecretDigest;
use time::{Duration, OffsetDateTime};

use crate::Adapter;
use crate::fixtures::{at, at_once};

const PAUSE: Duration = Duration::minutes(15);

const MAILBOX: SecretDigest = SecretDigest([7; 32]);

async fn reserve(adapter: &Adapter, mailbox: &SecretDigest, now: OffsetDateTime) -> bool {
    let mut uow = adapter.begin().await;
    let reserved = uow.account_links().reserve_mailbox(mailbox, now, now - PAUSE).await.unwrap();
    uow.commit().await.unwrap();
    reserved
}

pub(crate) async fn a_mailbox_is_reserved_once_within_the_time(adapter: &Adapter) {
    assert!(reserve(adapter, &MAILBOX, at(0)).await);
    assert!(!reserve(adapter, &MAILBOX, at(14)).await);
    assert!(reserve(adapter, &SecretDigest([8; 32]), at(14)).await, "another mailbox");
    assert!(reserve(adapter, &MAILBOX, at(15)).await);
    assert!(!reserve(adapter, &MAILBOX, at(16)).await);
    let mut uow = adapter.begin().await;
    assert_eq!(uow.account_links().forget_mailboxes(at(14), 9).await.unwrap(), 1);
    assert_eq!(uow.account_links().forget_mailboxes(at(15), 9).await.unwrap(), 1);
    assert_eq!(uow.account_links().forget_mailboxes(at(99), 9).await.unwrap(), 0);
}

pub(crate) async fn one_of_several_at_once_gets_a_mailbox(adapter: &Adapter) {
    for now in [at(0), at(20)] {
        let reserved = at_once(8, |_| {
            let storage = Arc::clone(&adapter.storage);
            async move {
                let mut uow = storage.begin().await.unwrap();
                let reserved = uow.account_links().reserve_mailbox(&MAILBOX, now, now - PAUSE).await.unwrap();
                uow.commit().await.unwrap();
                reserved
            }
        });
        assert_eq!(reserved.await.into_iter().filter(|reserved| *reserved).count(), 1);
    }
}
