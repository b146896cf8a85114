//! A content is not deleted while somebody uses it or is about to.

use std::sync::Arc;

use deskhand_domain::ports::{FileUsage, KnownBlob, StorageError};
use time::OffsetDateTime;

use super::fixture::{Conversation, a_conversation, a_file, blob, keep};
use crate::Adapter;
use crate::fixtures::at;

pub(crate) async fn a_content_is_condemned_only_if_nothing_uses_it_and_it_was_claimed_long_ago(adapter: &Adapter) {
    let Conversation { customer, .. } = a_conversation(adapter).await;
    keep(adapter, &[a_file(1, customer)]).await;
    claim(adapter, 2, at(5)).await.unwrap();
    assert!(!condemn(adapter, 1, at(99), at(0), at(99)).await, "an attachment uses it");
    assert!(!condemn(adapter, 2, at(4), at(0), at(99)).await, "it was claimed later");
    assert!(!condemn(adapter, 3, at(99), at(0), at(99)).await, "it is unknown");
    let found = adapter.attachments.condemnable(at(5), at(0), 9).await.unwrap();
    assert_eq!(found, [blob(2).digest]);
    assert!(condemn(adapter, 2, at(5), at(0), at(99)).await);
}

pub(crate) async fn a_condemned_content_cannot_be_claimed_until_it_is_forgotten(adapter: &Adapter) {
    assert!(!claim(adapter, 1, at(1)).await.unwrap(), "it was not known before");
    assert!(claim(adapter, 1, at(2)).await.unwrap(), "it is known");
    assert!(!condemn(adapter, 1, at(1), at(0), at(9)).await, "the second claim counts");
    forget(adapter, 1).await;
    assert!(claim(adapter, 1, at(2)).await.unwrap(), "what is not condemned is not forgotten");

    assert!(condemn(adapter, 1, at(2), at(0), at(9)).await);
    assert!(matches!(claim(adapter, 1, at(9)).await, Err(StorageError::Busy)));
    forget(adapter, 1).await;
    assert!(!claim(adapter, 1, at(9)).await.unwrap(), "it was forgotten");
}

pub(crate) async fn a_deletion_that_did_not_end_is_begun_again_after_its_time(adapter: &Adapter) {
    claim(adapter, 1, at(1)).await.unwrap();
    assert!(condemn(adapter, 1, at(1), at(0), at(10)).await);
    assert!(!condemn(adapter, 1, at(99), at(9), at(20)).await, "it may still be under way");
    assert_eq!(adapter.attachments.condemnable(at(99), at(9), 9).await.unwrap(), []);
    assert_eq!(adapter.attachments.condemnable(at(0), at(10), 9).await.unwrap(), [blob(1).digest]);
    assert!(condemn(adapter, 1, at(0), at(10), at(20)).await);
    assert!(!condemn(adapter, 1, at(0), at(10), at(20)).await, "of several who begin again, one does");
}

pub(crate) async fn who_condemns_a_content_waits_for_who_claims_it(adapter: &Adapter) {
    let Conversation { customer, .. } = a_conversation(adapter).await;
    claim(adapter, 1, at(1)).await.unwrap();
    let mut claiming = adapter.begin().await;
    claiming.attachments().claim_blob(blob(1), at(1)).await.unwrap();
    let storage = Arc::clone(&adapter.storage);
    let condemning = tokio::spawn(async move {
        let mut uow = storage.begin().await.unwrap();
        let condemned = uow.attachments().condemn_blob(blob(1).digest, at(9), at(0), at(9)).await.unwrap();
        uow.commit().await.unwrap();
        condemned
    });
    // Long enough for the other to come to the row.
    tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    claiming.attachments().add(&a_file(1, customer)).await.unwrap();
    claiming.commit().await.unwrap();
    assert!(!condemning.await.unwrap(), "the attachment was there when it looked");
}

pub(crate) async fn known_contents_are_listed_in_pages_and_summed_up(adapter: &Adapter) {
    let Conversation { customer, .. } = a_conversation(adapter).await;
    keep(adapter, &[a_file(2, customer)]).await;
    for n in [3, 1] {
        claim(adapter, n, at(1)).await.unwrap();
    }
    let known = |n, is_used| KnownBlob { blob: blob(n), is_used };
    let page = async |after, limit| adapter.attachments.known_blobs(after, limit).await.unwrap();
    assert_eq!(page(None, 2).await, [known(1, false), known(2, true)]);
    assert_eq!(page(Some(blob(2).digest), 2).await, [known(3, false)]);
    assert_eq!(adapter.attachments.usage().await.unwrap(), FileUsage { bytes: 600, orphans: 2 });
}

async fn claim(adapter: &Adapter, n: u8, at: OffsetDateTime) -> Result<bool, StorageError> {
    let mut uow = adapter.begin().await;
    let known = uow.attachments().claim_blob(blob(n), at).await?;
    uow.commit().await?;
    Ok(known)
}

async fn condemn(
    adapter: &Adapter,
    n: u8,
    claimed_by: OffsetDateTime,
    condemned_by: OffsetDateTime,
    at: OffsetDateTime,
) -> bool {
    let mut uow = adapter.begin().await;
    let condemned = uow.attachments().condemn_blob(blob(n).digest, claimed_by, condemned_by, at).await.unwrap();
    uow.commit().await.unwrap();
    condemned
}

async fn forget(adapter: &Adapter, n: u8) {
    let mut uow = adapter.begin().await;
    uow.attachments().forget_blob(blob(n).digest).await.unwrap();
    uow.commit().await.unwrap();
}
