//! Cases 26, 28 and 35: what a mail says.

use deskhand_tests::mail::Part;
use serde_json::{Value, json};

use super::desk::{MailDesk, letter, new_id, outcome, says, titled};
use super::transport::Transport;
use crate::incoming::reply_to;
use crate::incoming::scene::{DESK, Scene};

const EVE: &str = "Eve <eve@client.example>";
const JAPANESE: &[u8] = b"\x1b$B$3$s$K$A$O\x1b(B";

fn in_charset(charset: &str, text: &[u8]) -> Part {
    letter(EVE, DESK).line(format!("Content-Type: text/plain; charset={charset}")).body(text).body("\r\n")
}

pub(super) async fn charsets(by: Transport) {
    let mut desk = MailDesk::start(by).await;
    let texts: [(&str, &[u8], &str); 7] = [
        ("iso-2022-jp", JAPANESE, "こんにちは"),
        ("utf-8", b"caf\xE9 for 5 \x80", "café for 5 €"),
        ("us-ascii", "na\u{ef}ve 傘".as_bytes(), "naïve 傘"),
        ("iso-8859-1", b"\x93green\x94", "\u{201C}green\u{201D}"),
        ("\"utf-8;\"", "grün".as_bytes(), "grün"),
        ("_iso-2022-jp$ESC", JAPANESE, "こんにちは"),
        ("x-unknown", b"gr\xFCn", "grün"),
    ];
    for (charset, bytes, expected) in texts {
        let mail = desk.receive(in_charset(charset, bytes)).await;
        assert_eq!(desk.opened(&mail).await["description"], expected, "{charset}");
    }
    let titles: [(&[u8], &str); 3] = [
        (b"=?ISO-2022-JP?B?GyRCJDMkcyRLJEEkTxsoQg==?=", "こんにちは"),
        (b"D\xFCse", "Düse"),
        ("Düse 傘".as_bytes(), "Düse 傘"),
    ];
    for (subject, expected) in titles {
        let head = [&b"From: J\xF6rg <joerg@client.example>\r\nTo: support@desk.example.com\r\nSubject: "[..], subject];
        let raw = [&head.concat(), &b"\r\n"[..], new_id().as_bytes(), b"\r\n\r\nwords ", expected.as_bytes(), b"\r\n"]
            .concat();
        let mail = desk.receive(raw).await;
        let ticket = desk.opened(&mail).await;
        assert_eq!((&ticket["title"], &ticket["reporter"]["name"]), (&json!(expected), &json!("Jörg")));
    }
    desk.finish().await;
}

/// Wrong multiparts, each with the words that it must show.
fn broken() -> [(&'static str, String, &'static str); 7] {
    let two = "--b\r\n\r\nfirst\r\n--b\r\n\r\nsecond\r\n--b--\r\n";
    let inner = "--b\r\nContent-Type: multipart/mixed; boundary=b1\r\n\r\n--b1\r\n\r\ninner\r\n--b1--\r\n--b\r\n\r\nouter\r\n--b--\r\n";
    let nested = format!("--b\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n{two}--b\r\n\r\nthird\r\n");
    let header = "From: eve@client.example\r\nSubject: Parts\r\nContent-Type: multipart/mixed";
    [
        ("wrong boundary", format!("{header}; boundary=wrong\r\n\r\n{two}"), "first\n\nsecond"),
        ("no boundary", format!("{header}\r\n\r\n{two} "), "first\n\nsecond"),
        ("no end", format!("{header}; boundary=b\r\n\r\n{}", two.trim_end_matches("--b--\r\n")), "first\n\nsecond"),
        ("the same boundary nested", format!("{header}; boundary=b\r\n\r\n{nested}"), "first\n\nsecond\n\nthird"),
        ("boundaries that overlap", format!("{header}; boundary=b\r\n\r\n{inner}"), "inner\n\nouter"),
        ("bare CR in a header", format!("X-Bare: a\rb\r\n{header}; boundary=b\r\n\r\n{two}"), "first\n\nsecond"),
        ("no blank line", "From: eve@client.example\r\nSubject: Bare\r\nonly words\r\n".to_owned(), "only words"),
    ]
}

pub(super) async fn broken_parts(by: Transport) {
    let mut desk = MailDesk::start(by).await;
    for (what, raw, text) in broken() {
        let mail = desk.receive(format!("{}\r\n{raw}", new_id()).into_bytes()).await;
        assert_eq!(desk.opened(&mail).await["description"], text, "{what}");
    }
    // Nothing but a blank line: from nobody, so it waits.
    let nothing = desk.receive(b"\r\n".to_vec()).await;
    assert_eq!(nothing["state"], "held", "{nothing}");
    let next = desk.receive(says(letter(EVE, DESK), "next")).await;
    desk.opened(&next).await;
    desk.finish().await;
}

const QUOTED: &str = "> It is green.\r\n> -- \r\n> Lin\r\n";

/// What is above the words that were written before.
fn tops() -> [(&'static str, String); 8] {
    let quoted = |top: &str| format!("{top}\r\n{QUOTED}");
    let block = |lines: [&str; 4]| format!("{}\r\n\r\nIt is green.\r\n", lines.join("\r\n"));
    [
        ("Gmail", quoted("On Mon, 4 May 2026 at 10:04, Lin <lin@desk-staff.example.com>\r\nwrote:\r\n")),
        ("Outlook", block(["From: Lin", "Sent: Monday, 4 May 2026 10:04", "To: Ada", "Subject: Paper"])),
        ("Outlook, German", block(["Von: Lin", "Gesendet: Montag, 4. Mai 2026 10:04", "An: Ada", "Betreff: Papier"])),
        ("Outlook, French", block(["De : Lin", "Envoyé : lundi 4 mai 2026 10:04", "À : Ada", "Objet : Papier"])),
        ("Apple", quoted("On 4 May 2026, at 10:04, Lin <lin@desk-staff.example.com> wrote:\r\n")),
        ("Chinese", quoted("在 2026年5月4日，10:04，Lin <lin@desk-staff.example.com> 写道：\r\n")),
        ("original message", format!("-----Original Message-----\r\n{}", "It is green.\r\n")),
        ("our marker", "On Mon, Help desk wrote:\r\n> -- answer above this line (#1) --\r\n> green\r\n".to_owned()),
    ]
}

pub(super) async fn trimmed(by: Transport) {
    let (mut desk, Scene { ada, lin, ticket, to_ada, .. }) = MailDesk::with_scene(by).await;
    for (what, top) in tops() {
        let new = format!("The lamp is red: {what}.\r\n\r\nIt was green.");
        let mail = desk.receive(says(letter(&ada.email, &reply_to(&to_ada)), &format!("{new}\r\n\r\n{top}"))).await;
        assert_eq!(outcome(&mail), ("settled", "posted"), "{what}: {mail}");
        let id = desk.last_message(&lin, &ticket).await["id"].clone();
        let message = desk.app.get(&lin, &format!("/tickets/1/messages/{}", id.as_str().unwrap())).await.expect(200);
        assert_eq!(message["body"], new.replace("\r\n", "\n"), "{what}");
        let elided = message["elided"].as_str().unwrap_or_default();
        assert_eq!(words(elided), words(&top), "{what}: nothing is lost");
        let seen = desk.app.get(&ada, &format!("/tickets/1/messages/{}", id.as_str().unwrap())).await.expect(200);
        assert_eq!(seen.get("elided"), None::<&Value>, "{what}");
    }
    let first = says(titled(EVE, DESK, "Re: Your offer"), &format!("I want it.\r\n\r\nOn Mon, Lin wrote:\r\n{QUOTED}"));
    let first = desk.receive(first).await;
    let description = desk.opened(&first).await["description"].clone();
    assert!(
        description.as_str().unwrap().contains("> It is green."),
        "a first mail keeps what it quotes: {description}"
    );
    desk.finish().await;
}

fn words(text: &str) -> Vec<&str> {
    text.split_whitespace().collect()
}
