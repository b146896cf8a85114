//! Cases 31 and 34: what of a mail is its text, and what is a file.

use deskhand_tests::mail::{Part, file, part, typed, wrapped};
use serde_json::Value;

use super::desk::{MailDesk, letter, says};
use super::transport::Transport;
use crate::incoming::scene::DESK;

const EVE: &str = "Eve <eve@client.example>";
const PICTURE: &[u8] = b"\xff\xd8\xff\xe0\0\x10JFIF\0";

/// What the ticket shows that a mail opened: its text, and the names of its files.
async fn shown(desk: &mut MailDesk, mail: Part) -> (Value, String, Vec<String>) {
    let mail = desk.receive(mail).await;
    let ticket = desk.opened(&mail).await;
    let root = desk.app.superadmin().await;
    let first = desk.messages(&root, &ticket).await.remove(0);
    let files = first["attachments"].as_array().unwrap().iter();
    let names = files.map(|file| file["name"].as_str().unwrap().to_owned()).collect();
    (mail, ticket["description"].as_str().unwrap().to_owned(), names)
}

fn eve() -> Part {
    letter(EVE, DESK)
}

fn html(text: &str) -> Part {
    typed("text/html; charset=utf-8", text)
}

fn picture() -> Part {
    typed("image/jpeg; name=a.jpg", wrapped(PICTURE)).line("Content-Transfer-Encoding: base64")
}

pub(super) async fn texts(by: Transport) {
    let mut desk = MailDesk::start(by).await;
    let blank =
        eve().multipart("alternative", "a", &[typed("text/plain", " \r\n\r\n"), html("<b>words</b> of the page")]);
    let apple =
        [typed("text/plain", "first"), picture().line("Content-Disposition: inline"), typed("text/plain", "second")];
    let by_id = [html("<img src='cid:x'>"), picture().line("Content-ID: <x>")];
    let table = [
        ("blank text", blank, "words of the page", vec![]),
        ("text, picture, text", eve().multipart("mixed", "b", &apple), "first\n\nsecond", vec!["a.jpg"]),
        ("only a picture", eve().multipart("related", "b", &by_id), "(no text)", vec!["a.jpg"]),
    ];
    for (what, mail, text, files) in table {
        let (_, description, names) = shown(&mut desk, mail).await;
        assert_eq!((description.as_str(), names), (text, files.into_iter().map(str::to_owned).collect()), "{what}");
    }
    desk.finish().await;
}

pub(super) async fn pages(by: Transport) {
    let mut desk = MailDesk::start(by).await;
    let table = [
        (
            "script",
            "<style>b{}</style><script>alert(1)</script><img src=x onerror=alert(1) alt=lamp>red".to_owned(),
            "[image: lamp]red",
        ),
        ("deep tables", format!("{}deep", "<table><tr><td>".repeat(3_000)), "deep"),
        ("plaintext", "a<plaintext><b>&amp;".to_owned(), "a\n<b>&amp;"),
    ];
    for (what, page, text) in table {
        let mail = eve().line("Content-Type: text/html; charset=utf-8").body(page);
        assert_eq!(shown(&mut desk, mail).await.1, text, "{what}");
    }
    let links = "<a href='https://a.example/x'>x</a> ".repeat(50_000);
    let begun = std::time::Instant::now();
    let (_, description, names) = shown(&mut desk, eve().line("Content-Type: text/html").body(links)).await;
    println!("50,000 links over {by:?}: {} ms", begun.elapsed().as_millis());
    assert!(description.starts_with("x <https://a.example/x> x <https://"), "{description:.80}");
    assert_eq!((description.chars().count() <= 65_536, names), (true, vec!["message.txt".to_owned()]));
    desk.finish().await;
}

pub(super) async fn kinds(by: Transport) {
    let mut desk = MailDesk::start(by).await;
    let winmail = [typed("text/plain", "words"), file("application/ms-tnef", "winmail.dat", b"tnef")];
    let invitation =
        [typed("text/plain", "Come!"), html("Come!"), typed("text/calendar; method=REQUEST", "BEGIN:VCALENDAR")];
    let pgp = [
        typed("application/pgp-encrypted", "Version: 1"),
        typed("application/octet-stream; name=encrypted.asc", "-----BEGIN"),
    ];
    let encrypted = "(This mail is encrypted. It can be read with the file only.)";
    let enveloped = wrapped(b"\x30\x0B\x06\x09\x2A\x86\x48\x86\xF7\x0D\x01\x07\x03");
    let opaque = eve().line("Content-Type: application/pkcs7-mime; name=smime.p7m");
    let opaque = opaque.line("Content-Transfer-Encoding: base64").body(enveloped);
    let inline = "-----BEGIN PGP MESSAGE-----\r\n\r\nabc\r\n-----END PGP MESSAGE-----";
    let table = [
        ("Outlook", eve().multipart("mixed", "b", &winmail), "words", vec!["winmail.dat"]),
        ("invitation", eve().multipart("alternative", "b", &invitation), "Come!", vec!["invitation.ics"]),
        ("signed, PGP", signed("application/pgp-signature", "signature.asc"), "signed words", vec![]),
        ("signed, S/MIME", signed("application/pkcs7-signature", "smime.p7s"), "signed words", vec![]),
        ("signed, opaque", opaque_signed(), "inner words", vec!["a.csv"]),
        ("encrypted, PGP", eve().multipart("encrypted", "b", &pgp), encrypted, vec!["encrypted.asc"]),
        ("encrypted, S/MIME", opaque, encrypted, vec!["smime.p7m"]),
        ("PGP in the text", says(eve(), inline), &inline.replace("\r\n", "\n"), vec![]),
    ];
    for (what, mail, text, files) in table {
        let (mail, description, names) = shown(&mut desk, mail).await;
        assert_eq!((description.as_str(), names), (text, files.into_iter().map(str::to_owned).collect()), "{what}");
        let hints = mail["remarks"].as_array().unwrap().len();
        assert_eq!(hints, usize::from(what == "Outlook" || what.starts_with("encrypted")), "{what}: {mail}");
    }
    desk.finish().await;
}

fn signed(kind: &str, name: &str) -> Part {
    let parts = [typed("text/plain", "signed words"), file(kind, name, b"signature")];
    eve().multipart(&format!("signed; protocol=\"{kind}\""), "b", &parts)
}

/// A signed content (CMS) around a text and a file.
fn opaque_signed() -> Part {
    let wrap = |tag: u8, content: Vec<u8>| {
        let length = u16::try_from(content.len()).unwrap().to_be_bytes();
        [&[tag, 0x82][..], &length, &content].concat()
    };
    let oid = |last: u8| vec![0x06, 9, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x07, last];
    let inner =
        part().multipart("mixed", "i", &[typed("text/plain", "inner words"), file("text/csv", "a.csv", b"1,2")]);
    let encapsulated = wrap(0x30, [oid(1), wrap(0xA0, wrap(0x04, inner.bytes()))].concat());
    let data = wrap(0x30, [vec![0x02, 1, 1], wrap(0x31, Vec::new()), encapsulated].concat());
    let all = wrap(0x30, [oid(2), wrap(0xA0, data)].concat());
    eve()
        .line("Content-Type: application/pkcs7-mime; smime-type=signed-data; name=smime.p7m")
        .line("Content-Transfer-Encoding: base64")
        .body(wrapped(&all))
}
