//! Case 40: what goes wrong on the way.

use deskhand_tests::imap::{Faults, ScriptedServer};

use super::desk::{MailDesk, letter, says, titled};
use super::transport::Transport;
use crate::incoming::answerable;
use crate::incoming::scene::DESK;

/// Lines that some mail servers take for the end of a mail.
const SMUGGLED: &str =
    "\n.\r\nMAIL FROM:<eve@client.example>\r\n\n.\nRCPT TO:<support@desk.example.com>\r\n.\r\nDATA\r\n";

pub(super) async fn ends_within(by: Transport) {
    let mut desk = MailDesk::start(by).await;
    let mail = desk.receive(says(letter("eve@client.example", DESK), &format!("first{SMUGGLED}last"))).await;
    let description = desk.opened(&mail).await["description"].as_str().unwrap().to_owned();
    assert!(description.starts_with("first") && description.ends_with("last"), "{description:?}");
    let next = desk.receive(says(titled("eve@client.example", DESK, "Next"), "next")).await;
    assert_eq!(desk.opened(&next).await["number"], 2, "one mail each");
    desk.finish().await;
}

/// Over IMAP a server with faults; over the others a client that hangs up before the end, or brings the mail again.
pub(super) async fn other_side_fails(by: Transport) {
    if by == Transport::Imap {
        return faulty_mailbox().await;
    }
    let mut desk = MailDesk::start(by).await;
    let mail = says(letter("eve@client.example", DESK), "once");
    desk.carrier.breaks_off(&desk.app, &mail.bytes()).await;
    let taken = desk.receive(mail.clone()).await;
    desk.opened(&taken).await;
    assert!(desk.receive_any(mail).await.is_none(), "it came before");
    let root = desk.app.superadmin().await;
    assert_eq!(desk.app.rows(&root, "/tickets").await.len(), 1);
    desk.finish().await;
}

async fn faulty_mailbox() {
    let faults =
        Faults { bad_uid: Some(2), stops_in: None, deletes_uid: Some(3), marks_read: true, ..Faults::default() };
    let server = ScriptedServer::start(faults).await;
    for text in ["one", "BAD", "deleted meanwhile", "four"] {
        server.arrives(says(titled("eve@client.example", DESK, text), text).bytes());
    }
    let app = answerable().setting("mail.in.imap_url", server.url("")).setting("mail.in.first_run", "all");
    let app = app.start().await;
    let titles = async || {
        app.running().intake_worker().drain().await.unwrap();
        let root = app.superadmin().await;
        let rows = app.rows(&root, "/tickets?sort=number").await;
        rows.iter().map(|ticket| ticket["title"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    let both = async {
        while titles().await.len() < 2 {
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        }
    };
    tokio::time::timeout(std::time::Duration::from_secs(120), both).await.expect("the mails behind the bad one");
    server.mailbox().uid_validity += 1;
    assert_eq!(titles().await, ["one", "four"]);
    app.finish().await;
}
