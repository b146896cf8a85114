//! Row 30: mails made to exhaust memory or stack do not, and the next mail is read. Alone in this program, for it counts what is
//! allocated.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use deskhand_domain::incoming::{IncomingMail, Readability, Unparsed};
use deskhand_mime::MimeReader;
use peak_alloc::PeakAlloc;

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

const MOST_MEGABYTES: f32 = 100.0;
const FROM: &str = "From: ada@client.example\r\nSubject: poison\r\n";

/// What is allocated is counted for the whole program, so its tests run one after the other.
fn alone() -> MutexGuard<'static, ()> {
    static ONE: Mutex<()> = Mutex::new(());
    ONE.lock().unwrap_or_else(PoisonError::into_inner)
}

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
    let _alone = alone();
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

/// As large as a mail may be.
const LARGE: usize = 24_000_000;

#[test]
fn large_mails_are_read_within_a_few_times_their_size() {
    let _alone = alone();
    let cases = [
        ("large levels", "message/rfc822", "Content-Type: message/rfc822\n\n"),
        ("large lines", "text/plain", "\r\n"),
        ("large text", "text/plain; charset=utf-8", "Umbrella, "),
        ("large text in Latin-1", "text/plain; charset=us-ascii", "\u{e9}\u{e8} "),
        ("large text that is no base64", "text/plain\r\nContent-Transfer-Encoding: base64", "Umbrella, "),
        ("large multipart without parts", "multipart/mixed; boundary=b", "Umbrella, "),
        ("large page", "text/html", "a<br>"),
        ("large page of quotes", "text/html", "<blockquote>a</blockquote>"),
        ("large page of open quotes", "text/html", "<blockquote>a"),
        ("large page of links", "text/html", "<a href='https://a.example/x'>x</a> "),
        ("large page of open and closed elements", "text/html", "<b><p></b>"),
    ];
    for (what, media_type, piece) in cases {
        let mut raw = format!("{FROM}Content-Type: {media_type}\r\n\r\n").into_bytes();
        raw.reserve_exact(LARGE);
        raw.extend(piece.bytes().cycle().take(LARGE));
        read(what, &raw);
    }
    let mut file = base64_part(&vec![0x55; LARGE / 4 * 3 - 1_000_000]);
    file.shrink_to_fit();
    assert_eq!(read("large file", &file).files.len(), 1);
    let page = format!("<p>{}</p>", "\u{fc}".repeat(1_100_000));
    let raw = format!("{FROM}Content-Type: text/html; charset=us-ascii\r\n\r\n{page}");
    let mail = read("page with more text than is read", raw.as_bytes());
    assert!(mail.is_text_cut && mail.text.ends_with('\u{fc}'));
    let names: Vec<_> = mail.files.iter().map(|file| (file.name.as_str(), file.bytes.len() > 2_000_000)).collect();
    assert_eq!(names, [("page.html", true), ("message.txt", true)]);
}

#[test]
fn poison_in_a_mail_that_is_encoded_is_a_file() {
    let _alone = alone();
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
    const PAGE: &str = "Content-Type: text/html\r\n\r\n";
    let _alone = alone();
    let cases = [
        ("encoded words that do not end", "To: ", "=?a?q?", 40_000),
        ("comments in addresses", "To: ", "(", 250_000),
        ("groups in addresses", "To: ", "a:b;", 60_000),
        ("quotation marks in addresses", "To: ", "\"\\", 120_000),
        ("angle brackets", "References: ", "<", 250_000),
        ("pieces of a parameter", "Content-Type: text/plain; ", "a*1*=b; ", 30_000),
        ("comments of results", "Authentication-Results: ", "(", 250_000),
        ("continuation lines", "To: a@b.example", "\r\n ", 80_000),
        ("ampersands", PAGE, "&", 2_000_000),
        ("open elements", PAGE, "<div>", 400_000),
        ("open elements of many kinds", PAGE, "<div><b><i>", 180_000),
        ("open and closed elements", PAGE, "<b><p></b>", 200_000),
        ("elements that were never open", PAGE, "</p></x>", 250_000),
        ("links in links", PAGE, "<a href=http://x>x", 100_000),
        ("open tag", "Content-Type: text/html\r\n\r\n<a ", "x=y ", 2_000_000),
        ("short lines", "\r\n", "\r\n", 5_000_000),
        ("long line of quotes", "\r\n", ">", 5_000_000),
    ];
    for (what, start, piece, times) in cases {
        let raw = format!("{FROM}{start}{}\r\n\r\nx", piece.repeat(times));
        let mail = read(what, raw.as_bytes());
        let failed = [Unparsed::OutOfTime, Unparsed::ReaderFailed].map(Readability::Unparsed);
        assert!(!failed.contains(&mail.readability), "{what}");
    }
}
