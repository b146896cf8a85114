//! Row 38: what is too large is cut, left out or refused, and the mail says so.

use deskhand_domain::incoming::{Readability, Unparsed};
use deskhand_mime::MimeReader;

use crate::builder::{Read as _, mail, names};

#[test]
fn a_long_text_is_cut_and_a_file_has_all_of_it() {
    let words = "ü".repeat(70_000);
    let read = mail().line("Content-Type: text/plain; charset=utf-8").body(&words).read();
    assert_eq!((read.text.chars().count(), read.is_text_cut, names(&read)), (65_536, true, vec!["message.txt"]));
    assert_eq!(read.files[0].bytes, words.as_bytes());
    let read = mail().body("x".repeat(65_536)).read();
    assert_eq!((read.text.len(), read.is_text_cut, read.files.len()), (65_536, false, 0));
}

#[test]
fn a_mail_beyond_the_limit_has_its_header_only() {
    let raw = mail().body("x".repeat(1_000)).bytes();
    let reader = |most: usize| MimeReader::new(most).read(&raw);
    assert_eq!(reader(raw.len()).readability, Readability::Readable);
    let large = reader(raw.len() - 1);
    assert_eq!(large.readability, Readability::Unparsed(Unparsed::TooLarge));
    assert_eq!((large.subject.as_str(), large.text.as_str()), ("My umbrella", "(no text)"));
    assert_eq!(large.author().unwrap().address.as_str(), "ada@client.example");
}

#[test]
fn a_header_beyond_the_limit_is_not_read_whole() {
    let header = |bytes: usize| mail().line(format!("X-Long: {}", "x".repeat(bytes))).body("words").read();
    assert_eq!(header(250 * 1024).text, "words");
    let long = header(300 * 1024);
    assert_eq!(long.readability, Readability::Unparsed(Unparsed::HeaderTooLarge));
    assert_eq!((long.subject.as_str(), long.text.as_str()), ("My umbrella", "(no text)"));
}
