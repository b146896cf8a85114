//! The disk is full on which mail is kept: it is not acknowledged, and taken in once there is room.

use std::fs;
use std::path::PathBuf;
use std::time::Duration;

use deskhand_tests::imap::TestMailbox;

use super::bring_mail::{DESK, over_http, over_lmtp};
use super::client::PASSWORD;
use super::environment::with_own_disk;
use super::eventually::until;
use crate::http::{field, get_as, post};
use crate::workplace::{Serving, Workplace};

const MOUNT: &str = "mount -t tmpfs -o size=1m,mode=700 tmpfs data/files";

/// A mail that has room on the empty disk.
fn mail(transport: &str) -> String {
    let words = "It is stuck.\r\n".repeat(10_000);
    format!(
        "Message-ID: <{transport}@client.example>\r\nFrom: {transport}@client.example\r\nTo: {DESK}\r\n\
         Subject: {transport}\r\n\r\n{words}"
    )
}

/// The file that fills the disk, as the program sees it.
fn filler(serving: &Serving, place: &Workplace) -> PathBuf {
    let path = place.path("data/files/filler");
    serving.proc("root").join(path.strip_prefix("/").unwrap())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn without_room_mail_stays_where_it_is_and_is_taken_in_once_there_is_room() {
    let mut mailbox = TestMailbox::open(&format!("full{}", std::process::id())).await;
    let place = Workplace::new();
    let socket = place.path("lmtp");
    let place = place
        .with("DESKHAND__BOOTSTRAP__PASSWORD", PASSWORD)
        .with("DESKHAND__MAIL__IN__ADDRESS", DESK)
        .with("DESKHAND__MAIL__IN__IMAP_URL", &mailbox.url())
        .with("DESKHAND__MAIL__IN__FIRST_RUN", "all")
        .with("DESKHAND__MAIL__IN__LMTP_LISTEN", &format!("unix:{}", socket.display()));
    let place = with_own_disk(place, MOUNT);
    fs::create_dir_all(place.path("data/files")).unwrap();
    let serving = tokio::task::block_in_place(|| place.serve());
    let address = serving.address();
    let sign_in = format!(r#"{{"login": "admin", "password": "{PASSWORD}"}}"#);
    let token = field(&post(&address, "/api/v1/auth/signin", "", &sign_in), "access_token");

    fs::write(filler(&serving, &place), vec![b'x'; 950_000]).unwrap();
    let refused = over_http(&address, &token, &mail("http")).unwrap();
    assert!(refused.starts_with("HTTP/1.1 507") || refused.starts_with("HTTP/1.1 503"), "{refused}");
    let later = over_lmtp(&socket, &mail("lmtp")).unwrap();
    assert!(later.starts_with("452"), "{later}");
    mailbox.arrives(mail("imap").as_bytes()).await;
    serving.log.wait_for("The mailbox can't be read");
    assert_eq!(mailbox.count().await, 1);
    assert!(get_as(&address, "/api/v1/mail/in", &token).contains(r#""data":[]"#));

    fs::remove_file(filler(&serving, &place)).unwrap();
    assert!(over_http(&address, &token, &mail("http")).unwrap().starts_with("HTTP/1.1 201"));
    assert!(over_lmtp(&socket, &mail("lmtp")).unwrap().starts_with("250"));
    until("the mailbox is read", Duration::from_secs(60), async || mailbox.count().await == 0).await;
    serving.log.wait_for_lines("Mail understood", 3);
    assert!(tokio::task::block_in_place(|| serving.stop()).0);
}
