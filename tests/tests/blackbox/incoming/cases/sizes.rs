//! Case 38: mails that are larger than what is taken in.

use deskhand_tests::mail::{Part, file, typed};

use serde_json::Value;

use super::desk::{MailDesk, letter, outcome, says};
use super::transport::{Delivery, Transport};
use crate::incoming::answerable;
use crate::incoming::scene::DESK;

/// 10KB.
const MOST: usize = 10 * 1024;

fn eve() -> Part {
    letter("Eve <eve@client.example>", DESK)
}

/// The mails that came in, once there are so many.
async fn rows(desk: &MailDesk, number: usize) -> Vec<Value> {
    let root = desk.app.superadmin().await;
    let rows = async {
        loop {
            let rows = desk.app.rows(&root, "/mail/in").await;
            if rows.len() >= number {
                break rows;
            }
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(std::time::Duration::from_secs(60), rows).await.expect("the mails come in")
}

pub(super) async fn long_text(by: Transport) {
    let mut desk = MailDesk::start(by).await;
    let words = "ü".repeat(70_000);
    let mail = desk.receive(eve().line("Content-Type: text/plain; charset=utf-8").body(&words)).await;
    let ticket = desk.opened(&mail).await;
    assert_eq!(ticket["description"].as_str().unwrap().chars().count(), 65_536);
    let root = desk.app.superadmin().await;
    let file = desk.messages(&root, &ticket).await[0]["attachments"][0].clone();
    assert_eq!(file["name"], "message.txt");
    assert_eq!(desk.app.bytes_of(desk.app.download(&root, &ticket, &file)).await.body, words.as_bytes());
    desk.finish().await;
}

pub(super) async fn many_files(by: Transport) {
    let mut desk = MailDesk::start(by).await;
    let files = (0..101).map(|n| file("text/csv", &format!("{n}.csv"), format!("{n}").as_bytes()));
    let parts: Vec<Part> = std::iter::once(typed("text/plain", "All of them.")).chain(files).collect();
    let mail = desk.receive(eve().multipart("mixed", "b", &parts)).await;
    let ticket = desk.opened(&mail).await;
    let root = desk.app.superadmin().await;
    let first = desk.messages(&root, &ticket).await.remove(0);
    assert_eq!(first["attachments"].as_array().unwrap().len(), 100);
    assert_eq!(mail["remarks"], serde_json::json!(["(This mail had too many files. Some are not kept.)"]));
    desk.finish().await;
}

pub(super) async fn long_header(by: Transport) {
    let mut desk = MailDesk::start(by).await;
    let mail = eve().line(format!("X-Long: {}", "x".repeat(300 * 1024)));
    let mail = desk.receive(says(mail, "words")).await;
    assert_eq!((outcome(&mail), &mail["from"]), (("held", "unread"), &"eve@client.example".into()), "{mail}");
    desk.finish().await;
}

/// Each transport says so in its own way. A mailbox keeps the mail.
pub(super) async fn one_byte_too_many(by: Transport) {
    let mut desk = MailDesk::with(by, answerable().setting("mail.in.max_mail", "10KB")).await;
    let sized = |bytes: usize| {
        let mut raw = says(eve(), "").bytes();
        // On standard input lines end with one byte.
        let line_ends = if by == Transport::Stdin { raw.iter().filter(|byte| **byte == b'\n').count() + 1 } else { 0 };
        raw.resize(bytes + line_ends - 2, b'x');
        raw.extend_from_slice(b"\r\n");
        Delivery::from(raw)
    };
    let refused = desk.carrier.bring_in_vain(&desk.app, &sized(MOST + 1)).await;
    let words = match by {
        Transport::Http => "413",
        Transport::Lmtp => "552 5.3.4",
        Transport::Stdin => "at most 10240 bytes",
        Transport::Imap => "",
    };
    assert!(refused.contains(words), "{by:?}: {refused}");
    // Of a mail that stays in a mailbox the header is taken in.
    let noted = usize::from(by == Transport::Imap);
    for mail in rows(&desk, noted).await {
        assert_eq!(outcome(&mail), ("held", "too_large"), "{mail}");
    }
    let next = desk.receive(sized(MOST)).await;
    desk.opened(&next).await;
    assert_eq!(rows(&desk, noted + 1).await.len(), noted + 1);
    desk.finish().await;
}
