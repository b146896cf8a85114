//! Cases 32 and 33: the files of a mail.

use deskhand_tests::mail::{Part, typed, wrapped};
use serde_json::{Value, json};

use super::desk::{MailDesk, letter, outcome};
use super::transport::Transport;
use crate::incoming::reply_to;
use crate::incoming::scene::{DESK, Scene};

/// A file whose name the mail gives like this.
fn named(header: &str, bytes: &[u8]) -> Part {
    typed("application/octet-stream", wrapped(bytes)).line(header).line("Content-Transfer-Encoding: base64")
}

fn attached(name: &str) -> String {
    format!("Content-Disposition: attachment; {name}")
}

/// The files of the message that a mail became.
async fn files_of(desk: &mut MailDesk, mail: Part) -> (Value, Vec<Value>) {
    let mail = desk.receive(mail).await;
    let ticket = desk.opened(&mail).await;
    let root = desk.app.superadmin().await;
    let first = desk.messages(&root, &ticket).await.remove(0);
    (ticket, first["attachments"].as_array().unwrap().clone())
}

pub(super) async fn names(by: Transport) {
    let mut desk = MailDesk::start(by).await;
    let long = attached(&format!("filename=\"{}.tar.gz\"", "x".repeat(400)));
    let table = [
        (attached("filename*0*=utf-8''regen%C3%A4; filename*1=hnlich; filename*2*=%20es.txt"), "regenähnlich es.txt"),
        (attached("filename*=us-ascii''gr%C3%BCn.txt"), "grün.txt"),
        (attached("filename=\"../../etc/passwd\""), "passwd"),
        (attached("filename=CON.txt"), "_CON.txt"),
        (attached("filename*=utf-8''a%0D%0ABcc%3A%20x.txt"), "a Bcc_ x.txt"),
        (attached("filename*=utf-8''photo%E2%80%AEgpj.exe"), "photogpj.exe"),
        (attached("filename=\"\""), "file.bin"),
        (attached("filename=twice.txt"), "twice.txt"),
        (attached("filename=twice.txt"), "twice (2).txt"),
        (long, ""),
    ];
    let bytes = |n: usize| format!("these are the bytes of {n}\0\u{ff}\r\n").into_bytes();
    let mut parts: Vec<_> = table.iter().enumerate().map(|(n, (header, _))| named(header, &bytes(n))).collect();
    parts.push(typed("image/png", wrapped(b"png")).line("Content-Transfer-Encoding: base64"));
    let (ticket, files) =
        files_of(&mut desk, letter("Eve <eve@client.example>", DESK).multipart("mixed", "b", &parts)).await;
    assert_eq!(files.len(), parts.len());
    let root = desk.app.superadmin().await;
    for (n, ((header, name), file)) in table.iter().zip(&files).enumerate() {
        let shown = file["name"].as_str().unwrap();
        assert!(shown.len() <= 200 && !shown.contains(['/', '\\', '\r', '\n', '\u{202E}']), "{header}: {shown}");
        assert!(if name.is_empty() { shown.ends_with(".gz") } else { shown == *name }, "{header}: {shown}");
        assert_eq!(desk.app.bytes_of(desk.app.download(&root, &ticket, file)).await.body, bytes(n), "{header}");
    }
    assert_eq!(files.last().unwrap()["name"], "image.png");
    desk.finish().await;
}

const SVG: &[u8] = b"<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\"/>";
const HTML: &[u8] = b"<!DOCTYPE html><script>alert(1)</script>";
const JPEG: &[u8] = b"\xff\xd8\xff\xe0\0\x10JFIF\0";

pub(super) async fn dangerous(by: Transport) {
    let (mut desk, Scene { ada, ticket, to_ada, .. }) = MailDesk::with_scene(by).await;
    let table: [(&str, &[u8], &str, bool); 5] = [
        ("drawing.svg", SVG, "application/octet-stream", false),
        ("page.html", HTML, "application/octet-stream", false),
        ("page.png", HTML, "application/octet-stream", false),
        ("paper.pdf", b"%PDF-1.7 /JavaScript", "application/pdf", false),
        ("real.jpg", JPEG, "image/jpeg", true),
    ];
    let parts = table.map(|(name, bytes, ..)| named(&attached(&format!("filename={name}")), bytes));
    let mail = letter(&ada.email, &reply_to(&to_ada)).multipart("mixed", "b", &parts);
    let mail = desk.receive(mail).await;
    assert_eq!(outcome(&mail), ("settled", "posted"), "{mail}");
    let message = desk.last_message(&ada, &ticket).await;
    for ((name, bytes, kind, is_picture), file) in table.into_iter().zip(message["attachments"].as_array().unwrap()) {
        assert_eq!(file["name"], json!(name));
        for query in ["", "?inline=1"] {
            let path = format!("{}{query}", file["url"].as_str().unwrap());
            let path = path.strip_prefix("/api/v1").unwrap_or(&path);
            let read = desk.app.request(reqwest::Method::GET, path).bearer_auth(&ada.token);
            let read = desk.app.bytes_of(read).await;
            read.is_harmless(kind, is_picture, query);
            assert_eq!(read.body, bytes, "{name}{query}");
        }
    }
    desk.finish().await;
}
