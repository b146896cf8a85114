//! What every store of bytes must do. [`blob_suite!`](crate::blob_suite) makes one test of each.

use deskhand_domain::UploadId;
use deskhand_domain::files::{Blob, BlobDigest};
use deskhand_domain::ports::BlobStore;
use time::OffsetDateTime;
use uuid::Uuid;

use crate::fixtures::at;

/// The size of the parts in which a store may keep bytes: the suite tries what lies beside multiples of it.
const PART: usize = 256 * 1024;

/// Bytes of every size come back, whole and in ranges.
///
/// # Panics
/// Where the store does something else, as do all below.
pub async fn bytes_come_back_whole_and_in_ranges(store: &dyn BlobStore) {
    for (n, size) in (0..).zip([0, 1, PART - 1, PART, PART + 1, 3 * PART + 7]) {
        let bytes = bytes_of(size);
        let blob = keep(store, upload(n, at(0)), &bytes).await;
        assert_eq!(blob.size, size as u64);
        assert_eq!(store.read(blob.digest, 0, size + 9).await.unwrap().as_ref(), Some(&bytes), "{size} bytes");
        for (offset, length) in [(0, 0), (0, 1), (1, PART), (PART - 1, 2), (PART, 1), (2 * PART - 5, PART + 11)] {
            let (from, to) = (offset.min(size), (offset + length).min(size));
            let range = store.read(blob.digest, offset as u64, length).await.unwrap().unwrap();
            assert_eq!(range, &bytes[from..to], "{length} of {size} bytes from {offset}");
        }
    }
}

/// The digest is SHA-256.
pub async fn a_content_is_named_by_its_sha_256(store: &dyn BlobStore) {
    let blob = keep(store, upload(1, at(0)), b"abc").await;
    let known = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    assert_eq!(blob.digest.to_string(), known);
    assert_eq!(store.measure(blob.digest).await.unwrap(), Some(blob));
    assert_eq!(store.measure(BlobDigest([7; 32])).await.unwrap(), None);
}

/// Before it is kept, nothing is under its digest.
pub async fn what_was_not_kept_cannot_be_read(store: &dyn BlobStore) {
    let mut writer = store.receive(upload(1, at(0))).await.unwrap();
    writer.write(b"half").await.unwrap();
    let blob = writer.finish().await.unwrap();
    assert_eq!(store.read(blob.digest, 0, 9).await.unwrap(), None);
    assert_eq!(store.list(None, 9).await.unwrap(), []);
    writer.keep().await.unwrap();
    assert_eq!(store.read(blob.digest, 0, 9).await.unwrap().as_deref(), Some(&b"half"[..]));
}

/// The same bytes are one content.
pub async fn the_same_bytes_twice_are_one_content(store: &dyn BlobStore) {
    let first = keep(store, upload(1, at(0)), b"same").await;
    let second = keep(store, upload(2, at(0)), b"same").await;
    assert_eq!(first, second);
    assert_eq!(store.list(None, 9).await.unwrap(), [first]);
    assert_eq!(store.read(first.digest, 1, 2).await.unwrap().as_deref(), Some(&b"am"[..]));
}

/// What is deleted is gone, and can be stored again.
pub async fn a_deleted_content_is_gone_and_can_be_stored_again(store: &dyn BlobStore) {
    let blob = keep(store, upload(1, at(0)), b"bytes").await;
    let other = keep(store, upload(2, at(0)), b"other").await;
    store.delete(blob.digest).await.unwrap();
    store.delete(blob.digest).await.unwrap();
    assert_eq!(store.read(blob.digest, 0, 9).await.unwrap(), None);
    assert_eq!(store.list(None, 9).await.unwrap(), [other]);
    assert_eq!(keep(store, upload(3, at(0)), b"bytes").await, blob);
    assert!(store.read(blob.digest, 0, 9).await.unwrap().is_some());
}

/// Contents are listed in the order of their digests.
pub async fn contents_are_listed_in_order_over_all_pages(store: &dyn BlobStore) {
    let mut kept = Vec::new();
    for n in 0..25 {
        kept.push(keep(store, upload(n, at(0)), &bytes_of(usize::try_from(n).unwrap())).await);
    }
    kept.sort();
    let mut listed: Vec<Blob> = Vec::new();
    loop {
        let page = store.list(listed.last().map(|blob| blob.digest), 7).await.unwrap();
        if page.is_empty() {
            break;
        }
        listed.extend(page);
    }
    assert_eq!(listed, kept);
}

/// Only uploads that broke off long ago are discarded.
pub async fn what_broke_off_is_discarded_and_nothing_else(store: &dyn BlobStore) {
    let mut broken = store.receive(upload(1, at(1))).await.unwrap();
    broken.write(&bytes_of(2 * PART)).await.unwrap();
    drop(broken);
    let kept = keep(store, upload(2, at(1)), b"kept").await;
    let mut arriving = store.receive(upload(3, at(5))).await.unwrap();
    arriving.write(&bytes_of(PART + 1)).await.unwrap();

    store.discard_unfinished(at(4)).await.unwrap();
    assert_eq!(store.discard_unfinished(at(4)).await.unwrap(), 0, "nothing is left of it");
    assert_eq!(store.list(None, 9).await.unwrap(), [kept]);
    let arrived = arriving.finish().await.unwrap();
    arriving.keep().await.unwrap();
    assert_eq!(store.measure(arrived.digest).await.unwrap(), Some(arrived));
}

/// Writes in pieces that fit no part.
async fn keep(store: &dyn BlobStore, upload: UploadId, bytes: &[u8]) -> Blob {
    let mut writer = store.receive(upload).await.unwrap();
    for piece in bytes.chunks(100_003) {
        writer.write(piece).await.unwrap();
    }
    let blob = writer.finish().await.unwrap();
    writer.keep().await.unwrap();
    blob
}

fn bytes_of(size: usize) -> Vec<u8> {
    (0..size).map(|index| u8::try_from(index % 251).unwrap()).collect()
}

/// The nth upload, which began then.
fn upload(n: u64, began: OffsetDateTime) -> UploadId {
    let millis = u128::try_from(began.unix_timestamp_nanos() / 1_000_000).unwrap();
    UploadId::new(Uuid::from_u128((millis << 80) | (7 << 76) | (0b10 << 62) | u128::from(n)))
}

/// Makes one test of each promise. `$make` is an `async fn()` of a fresh store and what must live as long; the crate that calls this needs
/// tokio with `macros`.
#[macro_export]
macro_rules! blob_suite {
    ($make:path) => {
        $crate::blob_suite! { @tests $make;
            bytes_come_back_whole_and_in_ranges
            a_content_is_named_by_its_sha_256
            what_was_not_kept_cannot_be_read
            the_same_bytes_twice_are_one_content
            a_deleted_content_is_gone_and_can_be_stored_again
            contents_are_listed_in_order_over_all_pages
            what_broke_off_is_discarded_and_nothing_else
        }
    };
    (@tests $make:path; $($contract:ident)+) => {
        $(
            #[tokio::test]
            async fn $contract() {
                let (store, _keep_alive) = $make().await;
                $crate::store::$contract(&store).await;
            }
        )+
    };
}
