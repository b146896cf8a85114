//! Row 30: mails made to exhaust memory or stack do not, and the next mail is read. Alone in this program, for it counts what is
//! allocated.

use std::time::Instant;

use deskhand_domain::incoming::{IncomingMail, Readability, Unparsed};
use deskhand_domain::ports::MailReader;
use deskhand_mime::MimeReader;
use peak_alloc::PeakAlloc;

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

const MOST_MEGABYTES: f32 = 100.0;
const FROM: &str = "From: ada@client.example\r\nSubject: poison\r\n";

/// Reads the mail, and checks the memory that this takes, mail included. Prints it with the time.
fn read(what: &str, raw: &[u8]) -> IncomingMail {
    MEMORY.reset_peak_usage();
    let start = Instant::now();
    let mail = MimeReader::new(25_000_000).read(raw);
    let time = start.elapsed().as_millis();
    let peak = MEMORY.peak_usage_as_mb();
    println!("{what}: {:.1} MB of mail, peak {peak:.1} MB, {time} ms, {:?}", raw.len() as f64 / 1e6, mail.readability);
    assert!(peak < MOST_MEGABYTES, "{what}: {peak} MB");
    assert_eq!(MimeReader::new(1_000).read(b"From: a@b.example\n\nnext").text, "next", "the next mail is read");
    mail
}

fn base64_part(inner: &[u8]) -> Vec<u8> {
    use base64::Engine;
    let text = base64::prelude::BASE64_STANDARD.encode(inner);
    let mut raw = format!("{FROM}Content-Type: multipart/mixed; boundary=o\r\n\r\n--o\r\nContent-Type: message/rfc822\r\nContent-Transfer-Encoding: base64\r\n\r\n").into_bytes();
    for line in text.as_bytes().chunks(76) {
        raw.extend_from_slice(line);
        raw.extend_from_slice(b"\r\n");
    }
    raw.extend_from_slice(b"--o--\r\n");
    raw
}

fn nested(levels: usize, part: impl Fn(usize) -> String) -> Vec<u8> {
    (0..levels)
        .fold(FROM.to_owned(), |mut raw, level| {
            raw.push_str(&part(level));
            raw
        })
        .into_bytes()
}

fn levels_of(levels: usize) -> [(&'static str, Vec<u8>); 4] {
    [
        ("levels of message/rfc822", nested(levels, |_| "Content-Type: message/rfc822\r\n\r\n".to_owned())),
        ("levels of message/global", nested(levels, |_| "Content-Type: message/global\r\n\r\n".to_owned())),
        (
            "levels of multipart/digest",
            nested(levels, |n| format!("Content-Type: multipart/digest; boundary=b{n}\r\n\r\n--b{n}\r\n\r\n")),
        ),
        (
            "levels of multipart/mixed",
            nested(levels, |n| format!("Content-Type: multipart/mixed; boundary=b{n}\r\n\r\n--b{n}\r\n")),
        ),
    ]
}

fn digest(parts: usize) -> Vec<u8> {
    format!("{FROM}Content-Type: multipart/digest; boundary=b\r\n\r\n{}", "--b\n\n\n".repeat(parts)).into_bytes()
}

#[test]
fn poison_is_held_or_read_within_100_megabytes() {
    for (what, raw) in levels_of(60_000) {
        let mail = read(&format!("60,000 {what}"), &raw);
        assert_eq!(mail.readability, Readability::Unparsed(Unparsed::TooManyParts), "{what}");
        assert_eq!(mail.subject, "poison");
    }
    for (what, raw) in levels_of(6_000) {
        let mail = read(&format!("6,000 {what}"), &raw);
        assert_eq!((mail.readability, mail.files.len()), (Readability::Readable, 1), "{what}");
    }
    let held = read("1,000,000 empty parts", &digest(1_000_000));
    assert_eq!(held.readability, Readability::Unparsed(Unparsed::TooManyParts));
    let taken = read("19,000 empty parts", &digest(19_000));
    assert_eq!((taken.readability, taken.files.len(), taken.files_left_out), (Readability::Readable, 100, 900));

    let headers = format!("{FROM}{}\r\nwords", "X: y\r\n".repeat(100_000));
    let held = read("100,000 headers", headers.as_bytes());
    assert_eq!(held.readability, Readability::Unparsed(Unparsed::HeaderTooLarge));
    let addresses = format!("{FROM}Cc: {}\r\n\r\nwords", "a@b.example, ".repeat(200_000));
    let held = read("200,000 addresses", addresses.as_bytes());
    assert_eq!(held.readability, Readability::Unparsed(Unparsed::HeaderTooLarge));
    let addresses = format!("{FROM}Cc: {}\r\n\r\nwords", "a@b,".repeat(65_000));
    assert_eq!(read("65,000 short addresses", addresses.as_bytes()).cc.len(), 1_000);
}

#[test]
fn poison_in_a_mail_that_is_encoded_is_a_file() {
    for (what, inner) in [
        ("1,000,000 encoded empty parts", digest(1_000_000)),
        ("200,000 encoded levels", nested(200_000, |_| "Content-Type: message/rfc822\r\n\r\n".to_owned())),
    ] {
        let mail = read(what, &base64_part(&inner));
        assert_eq!((mail.readability, mail.files.len()), (Readability::Readable, 1), "{what}");
        assert_eq!(mail.files.first().unwrap().bytes, inner);
    }
}

#[test]
fn hostile_syntax_is_read_in_time() {
    let cases = [
        ("encoded words that do not end", format!("{FROM}To: {}\r\n\r\nx", "=?a?q?".repeat(40_000))),
        ("comments in addresses", format!("{FROM}To: {}\r\n\r\nx", "(".repeat(250_000))),
        ("groups in addresses", format!("{FROM}To: {}\r\n\r\nx", "a:b;".repeat(60_000))),
        ("quotation marks in addresses", format!("{FROM}To: {}\r\n\r\nx", "\"\\".repeat(120_000))),
        ("angle brackets", format!("{FROM}References: {}\r\n\r\nx", "<".repeat(250_000))),
        ("pieces of a parameter", format!("{FROM}Content-Type: text/plain; {}\r\n\r\nx", "a*1*=b; ".repeat(30_000))),
        ("comments of results", format!("{FROM}Authentication-Results: {}\r\n\r\nx", "(".repeat(250_000))),
        ("ampersands", format!("{FROM}Content-Type: text/html\r\n\r\n{}", "&".repeat(3_000_000))),
        ("open elements", format!("{FROM}Content-Type: text/html\r\n\r\n{}", "<div>".repeat(1_000_000))),
        ("open and closed elements", format!("{FROM}Content-Type: text/html\r\n\r\n{}", "<b><p></b>".repeat(300_000))),
        ("links in links", format!("{FROM}Content-Type: text/html\r\n\r\n{}", "<a href=http://x>x".repeat(100_000))),
        ("open tag", format!("{FROM}Content-Type: text/html\r\n\r\n<a {}", "x=y ".repeat(2_000_000))),
        ("short lines", format!("{FROM}\r\n{}", "\r\n".repeat(5_000_000))),
        ("long line of quotes", format!("{FROM}\r\n{}", ">".repeat(5_000_000))),
    ];
    for (what, raw) in cases {
        let mail = read(what, raw.as_bytes());
        assert!(
            !matches!(mail.readability, Readability::Unparsed(Unparsed::OutOfTime | Unparsed::ReaderFailed)),
            "{what}"
        );
    }
}
