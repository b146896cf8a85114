//! Whatever people call themselves, title and write: the mail has our headers, one recipient, and no markup of theirs.

use crate::fixtures::{changed, composer, outgoing, said};
use deskhand_domain::history::EventKind;
use deskhand_domain::notification::{MailKind, Reason};
use deskhand_domain::people::{EmailAddress, Language, PersonName};
use deskhand_domain::ports::{Notifier, OutgoingMail};
use deskhand_domain::ticket::{MessageBody, TicketRef, Title};
use deskhand_email::EmlNotifier;
use mail_parser::{Message, MessageParser};
use proptest::prelude::*;

const HEADERS: [&str; 13] = [
    "From",
    "To",
    "Subject",
    "Date",
    "Message-ID",
    "X-Auto-Response-Suppress",
    "In-Reply-To",
    "References",
    "List-Id",
    "List-Unsubscribe",
    "List-Unsubscribe-Post",
    "MIME-Version",
    "Content-Type",
];

/// Pieces that did harm in some system once, and anything at all.
fn words() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("\r\n.\r\nMAIL FROM:<evil@example.org>\r\n".to_owned()),
        Just("\r\nBcc: evil@example.org".to_owned()),
        Just("\n\n--=_0190a8e2-5c1f-7cc3-98c4-dc0c0c07398f--\n".to_owned()),
        Just("<img src=x onerror=alert(1)><a href=\"http://evil.example\">".to_owned()),
        Just("=?utf-8?q?=0D=0ABcc:_evil@example.org?=".to_owned()),
        Just("\", <evil@example.org>, \"".to_owned()),
        Just("{{ mail.to_name }}{% include \"x\" %}".to_owned()),
        Just("\u{202e}\u{feff}\u{2028}\u{85}\u{0}".to_owned()),
        Just("{ $role } { \"\\u0041\" } { -term } }{ {{\n\nhello = x\n".to_owned()),
        Just("\u{FDD0}0\u{FDD1}\u{FDD0}".to_owned()),
        Just(".\n..\n".to_owned()),
        Just(".hidden".to_owned()),
        Just("x".repeat(1200)),
        any::<String>(),
        "[a-zA-Z0-9 äöü東京🦀&<>\"'=_-]{1,80}",
    ];
    prop::collection::vec(piece, 1..5).prop_map(|pieces| pieces.concat())
}

fn accepted<T, E>(words: &str, longest: usize, parse: impl Fn(&str) -> Result<T, E>) -> Option<T> {
    let shortened: String = words.chars().take(longest).collect();
    parse(&shortened).or_else(|_| parse(&shortened.replace(char::is_control, ""))).ok()
}

/// As far as the domain lets the words through; what it refuses never reaches a mail.
fn hostile_letter(title: &str, name: &str, body: &str) -> Option<OutgoingMail> {
    let text = accepted(body, 5000, MessageBody::parse)?;
    let lines = vec![said(EventKind::ResponsePosted, text.as_str())];
    let mut outgoing = outgoing(MailKind::ResponsePosted, Reason::Reporter, lines);
    let ticket = outgoing.mail.ticket.clone()?;
    outgoing.mail.ticket = Some(TicketRef {
        title: accepted(title, 200, Title::parse)?,
        subject: accepted(title, 200, Title::parse)?,
        ..ticket
    });
    // The name of who did it has no type that keeps control characters out.
    outgoing.mail.by_name = name.to_owned();
    outgoing.to_name = Some(accepted(name, 100, PersonName::parse)?);
    Some(outgoing)
}

fn written(outgoing: OutgoingMail) -> Vec<u8> {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join(format!("{}.eml", outgoing.mail.id));
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    runtime.block_on(EmlNotifier::new(composer(), folder.path()).send(outgoing)).unwrap();
    std::fs::read(file).unwrap()
}

fn header_names(mail: &Message<'_>) -> Vec<String> {
    let mut names: Vec<String> = mail.headers().iter().map(|header| header.name().to_lowercase()).collect();
    names.sort();
    names
}

fn expected_headers() -> Vec<String> {
    let mut names: Vec<String> = HEADERS.iter().map(|name| name.to_lowercase()).collect();
    names.sort();
    names
}

/// Ignores line ends, the white space at which headers fold, and the space that breaks up encoded words.
fn squeezed(text: &str) -> String {
    text.replace("=?", "= ?").split_whitespace().collect::<Vec<_>>().join(" ")
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_mail_is_what_we_make_of_it_whatever_the_words(
        title in words(), name in words(), body in words(), language in prop::sample::select(Language::ALL),
    ) {
        let Some(outgoing) = hostile_letter(&title, &name, &body) else { return Ok(()) };
        let outgoing = OutgoingMail { language, ..outgoing };
        let ticket = outgoing.mail.ticket.clone().unwrap();
        let said = outgoing.mail.lines.first().and_then(|line| line.text.clone()).unwrap();
        let to_name = outgoing.to_name.clone().unwrap();
        let raw = written(outgoing);

        prop_assert!(raw.is_ascii());
        prop_assert!(raw.split(|byte| *byte == b'\n').all(|line| line.len() <= 998));
        let mail = MessageParser::default().parse(&raw).unwrap();
        prop_assert_eq!(header_names(&mail), expected_headers());
        prop_assert_eq!(mail.parts.len(), 3);
        let to = mail.to().unwrap();
        prop_assert_eq!(to.iter().map(|to| to.address().unwrap().to_owned()).collect::<Vec<_>>(), vec!["ada@example.com"]);
        prop_assert_eq!(squeezed(to.first().unwrap().name().unwrap_or_default()), squeezed(to_name.as_str()));
        prop_assert_eq!(squeezed(mail.subject().unwrap()), squeezed(&format!("[#42] {}", ticket.title)));

        let html = mail.body_html(0).unwrap();
        prop_assert!(!html.contains("<img") && !html.contains("href=\"http://evil"));
        let text = mail.body_text(0).unwrap();
        let quoted: Vec<String> = said.lines().map(|line| format!("> {line}")).collect();
        prop_assert!(squeezed(&text).contains(&squeezed(&quoted.join("\n"))), "{}", text);
    }
}

#[test]
fn an_address_goes_into_the_mail_as_it_is() {
    let mut outgoing = outgoing(MailKind::NotePosted, Reason::Assignee, vec![said(EventKind::NotePosted, "x")]);
    outgoing.to = EmailAddress::parse("o'hara+desk=x@bücher.example").unwrap();
    let raw = written(outgoing);
    let mail = MessageParser::default().parse(&raw).unwrap();
    assert_eq!(mail.to().unwrap().first().unwrap().address(), Some("o'hara+desk=x@xn--bcher-kva.example"));
}

#[test]
fn braces_and_marks_of_direction_appear_as_they_are_and_none_is_added() {
    let name = "{ $role } {\"A\"} \u{202e}evil\u{202c} }";
    for language in Language::ALL {
        let lines = vec![changed(EventKind::TitleChanged, "{ $after }", "{ $before } {")];
        let mut outgoing = outgoing(MailKind::TicketChanged, Reason::Reporter, lines);
        outgoing.mail.by_name = name.to_owned();
        outgoing.language = *language;
        let raw = written(outgoing);
        let mail = MessageParser::default().parse(&raw).unwrap();
        let (text, html) = (mail.body_text(0).unwrap(), mail.body_html(0).unwrap());
        assert!(text.contains(&format!("{name} (")), "{text}");
        assert!(text.contains("{ $before } {") && text.contains("{ $after }"), "{text}");
        assert!(html.contains("<bdi>{ $before } {</bdi>") && html.contains("<bdi>{ $after }</bdi>"), "{html}");
        assert!(!text.contains(['\u{2068}', '\u{2069}']), "{text:?}");
    }
}
