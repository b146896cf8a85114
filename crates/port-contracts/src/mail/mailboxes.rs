//! One instance reads a folder at a time, and the next one goes on where it stopped.

use std::sync::Arc;

use deskhand_domain::MailboxReaderId;
use deskhand_domain::ports::{MailboxClaim, MailboxCursor, MailboxFolder};
use time::{Duration, OffsetDateTime};

use crate::Adapter;
use crate::fixtures::{at, at_once, id};

const LEASE: Duration = Duration::minutes(3);
const LARGEST: MailboxCursor = MailboxCursor { uid_validity: u32::MAX, next_uid: u32::MAX };

pub(crate) async fn a_folder_is_given_to_one_reader_until_its_lease_ends(adapter: &Adapter) {
    let inbox = folder("INBOX");
    assert_eq!(claim(adapter, &inbox, 1, at(0)).await, MailboxClaim::Granted(None));
    assert_eq!(claim(adapter, &inbox, 2, at(0)).await, MailboxClaim::Taken);
    assert_eq!(claim(adapter, &inbox, 1, at(2)).await, MailboxClaim::Granted(None), "it prolongs its own");
    assert_eq!(claim(adapter, &inbox, 2, at(5) - Duration::MILLISECOND).await, MailboxClaim::Taken);
    assert_eq!(claim(adapter, &inbox, 2, at(5)).await, MailboxClaim::Granted(None));
    assert_eq!(claim(adapter, &inbox, 1, at(5)).await, MailboxClaim::Taken);
}

pub(crate) async fn a_released_folder_is_free_at_once_and_its_cursor_stays(adapter: &Adapter) {
    let inbox = folder("INBOX");
    claim(adapter, &inbox, 1, at(0)).await;
    assert!(advance(adapter, &inbox, 1, LARGEST).await);
    release(adapter, &inbox, 2).await;
    assert_eq!(claim(adapter, &inbox, 2, at(1)).await, MailboxClaim::Taken, "it was not the second reader's");
    release(adapter, &inbox, 1).await;
    assert_eq!(claim(adapter, &inbox, 2, at(1)).await, MailboxClaim::Granted(Some(LARGEST)));
}

pub(crate) async fn only_the_reader_of_a_folder_moves_its_cursor(adapter: &Adapter) {
    let inbox = folder("INBOX");
    let cursor = MailboxCursor { uid_validity: 7, next_uid: 4 };
    assert!(!advance(adapter, &inbox, 1, cursor).await, "nobody claimed it");
    claim(adapter, &inbox, 1, at(0)).await;
    assert!(advance(adapter, &inbox, 1, cursor).await);
    claim(adapter, &inbox, 2, at(9)).await;
    assert!(!advance(adapter, &inbox, 1, LARGEST).await, "its lease ended and another has it");
    release(adapter, &inbox, 2).await;
    assert!(!advance(adapter, &inbox, 2, LARGEST).await, "it was released");
    assert_eq!(claim(adapter, &inbox, 3, at(9)).await, MailboxClaim::Granted(Some(cursor)));
    let again = MailboxCursor { uid_validity: 8, next_uid: 1 };
    assert!(advance(adapter, &inbox, 3, again).await, "it may go back: UIDs were given anew");
    assert_eq!(claim(adapter, &inbox, 3, at(9)).await, MailboxClaim::Granted(Some(again)));
}

pub(crate) async fn folders_have_cursors_of_their_own(adapter: &Adapter) {
    let (inbox, spam) = (folder("INBOX"), folder("Spam"));
    let other = MailboxFolder { account: "sales@mail.example:993".to_owned(), ..inbox.clone() };
    for (n, folder) in [(1, &inbox), (2, &spam), (3, &other)] {
        assert_eq!(claim(adapter, folder, n, at(0)).await, MailboxClaim::Granted(None));
        let cursor = MailboxCursor { uid_validity: 1, next_uid: u32::from(n) };
        assert!(advance(adapter, folder, n, cursor).await);
        assert_eq!(claim(adapter, folder, n, at(0)).await, MailboxClaim::Granted(Some(cursor)));
    }
}

pub(crate) async fn one_of_twenty_readers_gets_a_folder(adapter: &Adapter) {
    let outcomes = at_once(20, |n| {
        let storage = Arc::clone(&adapter.storage);
        async move {
            let mut uow = storage.begin().await.unwrap();
            let reader = MailboxReaderId::new(id(n));
            let claim = uow.mailbox_cursors().claim(&folder("INBOX"), reader, at(0), LEASE).await.unwrap();
            uow.commit().await.unwrap();
            claim
        }
    })
    .await;
    let granted = outcomes.into_iter().filter(|claim| *claim != MailboxClaim::Taken);
    assert_eq!(granted.collect::<Vec<_>>(), [MailboxClaim::Granted(None)]);
}

fn folder(name: &str) -> MailboxFolder {
    MailboxFolder { account: "support@mail.example:993".to_owned(), folder: name.to_owned() }
}

const fn reader(n: u8) -> MailboxReaderId {
    MailboxReaderId::new(uuid::Uuid::from_u128(n as u128))
}

async fn claim(adapter: &Adapter, folder: &MailboxFolder, n: u8, now: OffsetDateTime) -> MailboxClaim {
    let mut uow = adapter.begin().await;
    let claim = uow.mailbox_cursors().claim(folder, reader(n), now, LEASE).await.unwrap();
    uow.commit().await.unwrap();
    claim
}

async fn advance(adapter: &Adapter, folder: &MailboxFolder, n: u8, cursor: MailboxCursor) -> bool {
    let mut uow = adapter.begin().await;
    let advanced = uow.mailbox_cursors().advance(folder, reader(n), cursor).await.unwrap();
    uow.commit().await.unwrap();
    advanced
}

async fn release(adapter: &Adapter, folder: &MailboxFolder, n: u8) {
    let mut uow = adapter.begin().await;
    uow.mailbox_cursors().release(folder, reader(n)).await.unwrap();
    uow.commit().await.unwrap();
}
