//! Cases 1 to 5: to which ticket a mail belongs.

use serde_json::json;

use super::desk::{MailDesk, letter, says, titled};
use super::transport::{Delivery, Transport};
use crate::incoming::reply_to;
use crate::incoming::scene::{DESK, Scene};

pub(super) async fn own_address(by: Transport) {
    let (mut desk, Scene { ada, lin, ticket, to_ada, .. }) = MailDesk::with_scene(by).await;
    let address = reply_to(&to_ada);
    let to_desk = letter(&ada.email, DESK);
    let variants: [(&str, Delivery); 4] = [
        ("plain", says(letter(&ada.email, &address), "plain").into()),
        ("capitals", says(letter(&ada.email, &address.to_uppercase()), "capitals").into()),
        ("delivered", says(to_desk.clone().line(format!("Delivered-To: {address}")), "delivered").into()),
        ("envelope", Delivery::from(says(to_desk, "envelope")).rcpt(&address)),
    ];
    for (what, mail) in variants {
        let mail = desk.receive(mail).await;
        assert_eq!((&mail["reason"], &mail["ticket"]["number"]), (&json!("posted"), &json!(1)), "{what}: {mail}");
        let message = desk.last_message(&lin, &ticket).await;
        assert_eq!((&message["kind"], &message["proof"]), (&json!("request"), &json!("address")), "{what}");
        assert_eq!(message["body"], what);
        assert_eq!(desk.app.ticket(&ada, &ticket).await["awaiting"], "staff", "{what}");
        assert_eq!(desk.hear().await, [lin.email.as_str()], "{what}");
    }
    desk.finish().await;
}

pub(super) async fn references(by: Transport) {
    let (mut desk, Scene { ada, lin, ticket, to_ada, .. }) = MailDesk::with_scene(by).await;
    let (id, references) = (to_ada.header("message-id"), to_ada.header("references"));
    for (text, header) in [("the tag", format!("References: {references}")), ("the id", format!("In-Reply-To: {id}"))] {
        let mail = desk.receive(says(letter(&ada.email, DESK).line(header), text)).await;
        assert_eq!(mail["reason"], "posted", "{text}: {mail}");
        let message = desk.last_message(&lin, &ticket).await;
        assert_eq!((&message["body"], &message["kind"]), (&json!(text), &json!("request")));
        assert_eq!(message["proof"], "address", "{text}");
    }
    desk.finish().await;
}

pub(super) async fn number_in_the_subject(by: Transport) {
    let (mut desk, Scene { ada, lin, ticket, .. }) = MailDesk::with_scene(by).await;
    let pass = "Authentication-Results: mx.desk.example.com; dmarc=pass header.from=example.com";
    let numbered = |address: &str| titled(address, DESK, "[#1] No paper");
    let proven = desk.receive(says(numbered(&ada.email).line(pass), "proven")).await;
    assert_eq!(proven["reason"], "posted", "{proven}");
    assert_eq!(desk.last_message(&lin, &ticket).await["proof"], "authenticated");
    let weak = desk.receive(says(numbered(&ada.email), "weak")).await;
    assert_eq!((&weak["state"], &weak["reason"]), (&json!("held"), &json!("weak")), "{weak}");
    for address in ["bob@example.com", "mallory@evil.example"] {
        let other = desk.receive(says(numbered(address), address)).await;
        assert_ne!(desk.opened(&other).await["number"], 1);
    }
    assert_eq!(desk.messages(&lin, &ticket).await.len(), 2, "nothing of them is on Ada's ticket");
    desk.finish().await;
}

pub(super) async fn forward(by: Transport) {
    let (mut desk, Scene { ada, lin, ticket, to_ada, .. }) = MailDesk::with_scene(by).await;
    for prefix in ["WG", "Fwd", "TR", "转发"] {
        let references = format!("References: {}", to_ada.header("references"));
        let mail = titled(&ada.email, DESK, &format!("{prefix}: [#1] No paper")).line(references);
        let mail = desk.receive(says(mail, prefix)).await;
        let opened = desk.opened(&mail).await;
        assert_eq!(opened["reporter"]["username"], "ada", "{prefix}");
        assert!(opened["title"].as_str().unwrap().contains("[#1] No paper"), "{prefix}: {opened}");
    }
    assert_eq!(desk.messages(&lin, &ticket).await.len(), 1);
    desk.finish().await;
}
