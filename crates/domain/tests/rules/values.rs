//! The newtypes, table by table: which texts they accept, in which form they store them, and why they refuse others.

use deskhand_domain::people::{Capacity, EmailAddress, Password, PersonName, PhoneNumber, Username};
use deskhand_domain::ports::PageLimit;
use deskhand_domain::ticket::{MessageBody, Priority, TicketNumber, Title};
use deskhand_domain::{Invalid, TicketId};
use proptest::prelude::*;

fn code<T: std::fmt::Debug>(parsed: Result<T, Invalid>) -> &'static str {
    parsed.map(|value| panic!("{value:?} was accepted")).map_err(|reason: Invalid| reason.code()).unwrap_err()
}

#[test]
fn usernames() {
    for (input, kept) in [
        ("ada", "ada"),
        ("Ada.L-1_x", "ada.l-1_x"),
        ("  ada  ", "ada"),
        ("0ad", "0ad"),
        (&"a".repeat(32), &"a".repeat(32)),
    ] {
        assert_eq!(Username::parse(input).unwrap().as_str(), kept);
    }
    for (input, why) in [
        ("", "empty"),
        ("ab", "too_short"),
        (&"a".repeat(33), "too_long"),
        ("ada l", "format"),
        (".ada", "format"),
        ("ädä", "format"),
        ("ada\n1", "control_character"),
        ("me", "reserved"),
        ("NONE", "reserved"),
        ("auto", "reserved"),
        ("null", "reserved"),
        ("system", "reserved"),
        ("ada@x", "format"),
    ] {
        assert_eq!(code(Username::parse(input)), why, "{input:?}");
    }
}

#[test]
fn names_and_titles_are_one_clean_line() {
    assert_eq!(PersonName::parse("  Ada Lovelace ").unwrap().as_str(), "Ada Lovelace");
    assert_eq!(Title::parse(&"ß".repeat(200)).unwrap().as_str().chars().count(), 200);
    for (input, why) in [
        ("   ", "empty"),
        (&"x".repeat(201), "too_long"),
        ("a\nb", "control_character"),
        ("a\0b", "control_character"),
        ("a\u{202E}b", "control_character"),
        ("a\u{7f}", "control_character"),
    ] {
        assert_eq!(code(Title::parse(input)), why, "{input:?}");
    }
    assert_eq!(code(PersonName::parse(&"x".repeat(101))), "too_long");
}

#[test]
fn bodies_keep_their_lines() {
    assert_eq!(MessageBody::parse("  a\r\n\tb\rc \n\n").unwrap().as_str(), "  a\n\tb\nc");
    assert!(MessageBody::parse(&"€".repeat(65_536)).is_ok());
    for (input, why) in [(" \n ", "empty"), (&"x".repeat(65_537), "too_long")] {
        assert_eq!(code(MessageBody::parse(input)), why);
    }
}

#[test]
fn addresses() {
    for (input, kept) in [
        ("Ada@Example.COM", "Ada@example.com"),
        ("ada+desk@b\u{fc}cher.example", "ada+desk@xn--bcher-kva.example"),
        ("a@localhost", "a@localhost"),
    ] {
        assert_eq!(EmailAddress::parse(input).unwrap().as_str(), kept);
    }
    assert_eq!(EmailAddress::parse("Ada@Example.COM").unwrap().case_folded(), "ada@example.com");
    for input in [
        "",
        "ada",
        "@x",
        "a@",
        "a@b@c",
        "a b@x.org",
        "a@x.org,b@x.org",
        "\"a b\"@x.org",
        "ad\u{e4}@x.org",
        "a@[127.0.0.1]",
        "-oX@",
        "a@x..org",
        "Ada <a@x.org>",
        "a@x.org\r\nBcc: b@x.org",
    ] {
        assert!(EmailAddress::parse(input).is_err(), "{input:?}");
    }
    assert_eq!(code(EmailAddress::parse(&format!("{}@x.org", "a".repeat(260)))), "too_long");
}

#[test]
fn phone_numbers() {
    assert_eq!(PhoneNumber::parse("+49 (30) 123-456").unwrap().as_str(), "+4930123456");
    for input in ["030123456", "+0301", "+", "+1", "+1234567890123456", "+49x"] {
        assert_eq!(code(PhoneNumber::parse(input)), "format", "{input:?}");
    }
}

#[test]
fn passwords() {
    assert!(Password::parse("correct horse").is_ok());
    assert!(Password::parse(&"ü".repeat(1024)).is_ok());
    for (input, why) in [
        ("", "empty"),
        ("short", "too_short"),
        (&"x".repeat(1025), "too_long"),
        ("nul\0nul\0nul", "control_character"),
        ("        ", "too_short"),
        ("a\u{a0} b\u{3000}c\u{2003}d\td", "too_short"),
        ("1234567\u{200b}", "too_short"),
        ("seven\u{ad}\u{3164}\u{2800}77", "too_short"),
        ("e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}", "too_short"),
    ] {
        assert_eq!(code(Password::parse(input)), why);
    }
    assert_eq!(format!("{:?}", Password::parse("correct horse").unwrap()), "Password(***)");
}

/// RFC 8265, section 4.2 and the examples of 4.3: composed and decomposed letters are one password, spaces of every kind
/// too; case, width and blanks at the ends make another.
#[test]
fn the_same_password_typed_in_another_way_is_the_same() {
    let typed = |text: &str| Password::typed(text).unwrap().reveal().to_owned();
    assert_eq!(typed("Gru\u{308}\u{df}e aus Ko\u{308}ln"), "Gr\u{fc}\u{df}e aus K\u{f6}ln");
    assert_eq!(typed("Jack\u{a0}of\u{2003}\u{1680}Dia\u{3000}monds"), "Jack of  Dia monds");
    assert_eq!(typed("π\u{df}\u{e5}"), typed("π\u{df}a\u{30a}"));
    for text in ["Correct Horse Battery Staple", " correct horse", "ｗｉｄｅ", "foo bar\ttab\n", "\u{1f43c}"] {
        assert_eq!(typed(text), text, "nothing else changes");
    }
    assert_eq!(code(Password::typed(&"e\u{301}".repeat(1025))), "too_long");
    assert!(Password::typed(&"e\u{301}".repeat(1024)).is_ok());
    assert_eq!(code(Password::typed(&"x".repeat(1_000_000))), "too_long");
}

#[test]
fn numbers() {
    assert_eq!(code(Capacity::parse(-1)), "out_of_range");
    assert_eq!(code(Capacity::parse(10_001)), "out_of_range");
    assert_eq!(code(PageLimit::parse(0)), "out_of_range");
    assert_eq!(code(PageLimit::parse(101)), "out_of_range");
    assert_eq!(code("0".parse::<TicketNumber>()), "out_of_range");
    assert_eq!(code("9007199254740992".parse::<TicketNumber>()), "out_of_range");
    assert_eq!(code("x".parse::<TicketNumber>()), "format");
    let numbers: Vec<u8> = Priority::ALL.iter().map(Priority::number).collect();
    assert_eq!(numbers, [4, 3, 2, 1]);
    assert!(Priority::ALL.iter().all(|p| Priority::from_number(p.number()) == Some(*p)));
}

#[test]
fn ids_are_read_in_their_hyphenated_form_only() {
    assert!("0190a8e2-5c1f-7cc3-98c4-dc0c0c07398f".parse::<TicketId>().is_ok());
    assert!("0190a8e25c1f7cc398c4dc0c0c07398f".parse::<TicketId>().is_err(), "this could be a username");
}

proptest! {
    #[test]
    fn what_is_accepted_once_is_accepted_again_unchanged(input in "\\PC{0,40}|[ -~\\n\\t\\r]{0,40}") {
        macro_rules! stable { ($($kind:ty),*) => {$(
            if let Ok(value) = <$kind>::parse(&input) {
                prop_assert_eq!(<$kind>::parse(value.as_str()).unwrap(), value);
            }
        )*} }
        stable!(Username, PersonName, EmailAddress, PhoneNumber, Title, MessageBody);
    }
}
