//! Cases 8 to 14: who wrote a mail.

use deskhand_tests::mail::Part;
use serde_json::json;

use super::desk::{MailDesk, letter, outcome, says, titled};
use super::transport::Transport;
use crate::incoming::reply_to;
use crate::incoming::scene::{DESK, Scene};
use crate::support::path_of;

fn results(of: &str) -> String {
    format!("Authentication-Results: {of}")
}

pub(super) async fn staff_at_the_address_of_another(by: Transport) {
    let (mut desk, Scene { ada, lin, ticket, to_ada, .. }) = MailDesk::with_scene(by).await;
    let mail = desk.receive(says(letter(&lin.email, &reply_to(&to_ada)), "Send me your password.")).await;
    assert_eq!((outcome(&mail), &mail["ticket"]["number"]), (("held", "foreign_address"), &json!(1)), "{mail}");
    assert_eq!(desk.messages(&ada, &ticket).await.len(), 1);
    assert!(!desk.hear().await.contains(&ada.email));
    desk.finish().await;
}

pub(super) async fn robot_at_the_address_of_another(by: Transport) {
    let (mut desk, Scene { ada, ticket, to_ada, .. }) = MailDesk::with_scene(by).await;
    let robot = titled("no-reply@saas.example", &reply_to(&to_ada), "Confirm your address");
    let mail = desk.receive(says(robot, "Your code is 1234.")).await;
    assert_eq!((outcome(&mail), &mail["ticket"]["number"]), (("held", "foreign_address"), &json!(1)), "{mail}");
    let messages = format!("{}/messages", path_of(&ticket));
    let history = format!("{}/history", path_of(&ticket));
    for path in [&path_of(&ticket), &messages, &history, "/tickets?q=1234", "/events?limit=100"] {
        let seen = desk.app.get(&ada, path).await;
        assert!(!seen.body.contains("1234") && !seen.body.contains("Confirm your"), "{path}: {seen:?}");
    }
    assert_eq!(desk.hear().await, Vec::<String>::new());
    desk.finish().await;
}

pub(super) async fn refuted(by: Transport) {
    let (mut desk, Scene { ada, lin, ticket, to_ada, .. }) = MailDesk::with_scene(by).await;
    let fail = results("mx.desk.example.com; dmarc=fail header.from=example.com");
    let mail = letter(&ada.email, &reply_to(&to_ada));
    let mail = desk.receive(before(&fail, &says(mail, "Not from Ada."))).await;
    assert_eq!(outcome(&mail), ("held", "refuted"), "{mail}");
    assert_eq!((desk.messages(&lin, &ticket).await.len(), desk.hear().await), (1, vec![]));
    desk.finish().await;
}

/// With these lines above the others.
fn before(lines: &str, mail: &Part) -> Vec<u8> {
    [lines.as_bytes(), b"\r\n", &mail.bytes()].concat()
}

pub(super) async fn results_that_do_not_count(by: Transport) {
    let (mut desk, Scene { ada, lin, ticket, .. }) = MailDesk::with_scene(by).await;
    let pass = |id: &str| results(&format!("{id}; dmarc=pass header.from=example.com"));
    let variants = [
        ("buried", format!("{}\r\n{}", results("mx.desk.example.com; none"), pass("mx.desk.example.com"))),
        ("elsewhere", pass("mx.evil.example")),
        ("longer", pass("mx.desk.example.com.evil")),
        ("comment", results("mx.desk.example.com; none (dmarc=pass header.from=example.com)")),
        ("comment of a failure", results("mx.desk.example.com (x; dmarc=pass header.from=example.com); dmarc=none")),
    ];
    for (what, lines) in variants {
        let mail = titled(&ada.email, DESK, "[#1] No paper");
        let mail = desk.receive(before(&lines, &says(mail, what))).await;
        assert_eq!((outcome(&mail), &mail["proof"]), (("held", "weak"), &json!("none")), "{what}: {mail}");
    }
    assert_eq!(desk.messages(&lin, &ticket).await.len(), 1);
    desk.finish().await;
}

pub(super) async fn reply_to_is_no_sender(by: Transport) {
    let (mut desk, Scene { ada, lin, ticket, to_ada, .. }) = MailDesk::with_scene(by).await;
    let mail = letter("mallory@evil.example", &reply_to(&to_ada));
    let mail = mail.line(format!("Reply-To: {}", ada.email)).line(format!("Sender: {}", ada.email));
    let mail = desk.receive(says(mail, "It is me.")).await;
    assert_eq!(outcome(&mail), ("held", "foreign_address"), "{mail}");
    assert_eq!((desk.messages(&lin, &ticket).await.len(), desk.hear().await), (1, vec![]));
    let opens = letter("mallory@evil.example", DESK).line("Reply-To: victim@client.example");
    let mail = desk.receive(says(opens, "Tell the victim.")).await;
    desk.opened(&mail).await;
    let heard = desk.hear().await;
    assert!(heard.iter().all(|to| to != "victim@client.example"), "{heard:?}");
    assert!(heard.iter().any(|to| to == "mallory@evil.example"), "the receipt goes to From: {heard:?}");
    desk.finish().await;
}

pub(super) async fn own_addresses(by: Transport) {
    let (mut desk, Scene { lin, ticket, to_ada, .. }) = MailDesk::with_scene(by).await;
    for from in [DESK, &reply_to(&to_ada), &to_ada.sender] {
        let mail = desk.receive(says(letter(from, DESK), from)).await;
        assert_eq!(outcome(&mail), ("held", "no_sender"), "{from}: {mail}");
    }
    assert_eq!((desk.messages(&lin, &ticket).await.len(), desk.hear().await), (1, vec![]));
    desk.finish().await;
}
