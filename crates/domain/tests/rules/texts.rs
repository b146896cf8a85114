//! What texts must be, what becomes of what people paste, and in which form texts are searched.

use deskhand_domain::Invalid;
use deskhand_domain::api_keys::KeyName;
use deskhand_domain::people::{PersonName, PhoneNumber, Role, Username};
use deskhand_domain::ports::SearchText;
use deskhand_domain::text::search_folded;
use deskhand_domain::ticket::{MessageBody, Title};
use proptest::prelude::*;

/// Texts of which a reader sees nothing.
const INVISIBLE: &[&str] = &[
    "\u{200B}",
    "\u{AD}",
    "\u{2060}\u{FEFF}",
    "\u{FE0F}",
    "\u{3164}",
    "\u{115F}\u{1160}",
    "\u{FFA0}",
    "\u{2800}",
    "\u{180E}",
    "\u{34F}",
    "\u{200D}\u{200C}",
    "\u{E0061}\u{E007F}",
    "\u{301}",
    "\u{A0}\u{3000}",
    "\u{FFFE}",
    "\u{1D159}",
    "\u{200E}\u{200F}",
];

#[test]
fn a_text_of_which_nothing_is_seen_is_empty() {
    for text in INVISIBLE {
        let text = &text.repeat(3);
        assert_eq!(Title::parse(text), Err(Invalid::Empty), "{text:?}");
        assert_eq!(PersonName::parse(text), Err(Invalid::Empty), "{text:?}");
        assert_eq!(KeyName::parse(text), Err(Invalid::Empty), "{text:?}");
        assert_eq!(MessageBody::parse(&format!("\n{text}\n")), Err(Invalid::Empty), "{text:?}");
        assert!(Username::parse(text).is_err() && PhoneNumber::parse(text).is_err(), "{text:?}");
    }
    for text in ["a", "é", "한", "ー", "。", "🔥", "❤\u{FE0F}", "👩\u{200D}🚒", "ไทย", "\u{E000}", "\u{2801}", "$"]
    {
        assert_eq!(Title::parse(text).unwrap().as_str(), text);
        assert_eq!(MessageBody::parse(text).unwrap().as_str(), text);
    }
}

#[test]
fn a_line_is_one_line_in_one_direction() {
    for inside in
        ["\n", "\r", "\u{B}", "\u{C}", "\u{85}", "\u{2028}", "\u{2029}", "\u{202E}", "\u{2066}", "\0", "\u{1B}[1m"]
    {
        let text = format!("a{inside}b");
        assert_eq!(Title::parse(&text), Err(Invalid::ControlCharacter), "{text:?}");
        assert_eq!(PersonName::parse(&text), Err(Invalid::ControlCharacter), "{text:?}");
        assert_eq!(KeyName::parse(&text), Err(Invalid::ControlCharacter), "{text:?}");
    }
    for (text, kept) in
        [("\u{202A}Ada\u{202C}", "Ada"), ("\u{200F}שלום\u{200F} Ada\u{61C}", "שלום Ada"), (" \u{2028}Ada\u{A0}", "Ada")]
    {
        assert_eq!(PersonName::parse(text).unwrap().as_str(), kept);
    }
    assert_eq!(PhoneNumber::parse("\u{202A}+49 30 123456\u{202C}").unwrap().as_str(), "+4930123456");
}

#[test]
fn pasted_logs_become_plain_text() {
    for (pasted, kept) in [
        ("a\r\nb\rc\nd", "a\nb\nc\nd"),
        ("page\u{C}page\u{B}line\u{85}next\u{2028}last", "page\npage\nline\nnext\nlast"),
        ("\u{1B}[1;31merror\u{1B}[0m: no", "error: no"),
        ("\u{9B}32mok\u{9B}m", "ok"),
        ("\u{1B}]0;a title\u{7}prompt$ ls", "prompt$ ls"),
        ("\u{1B}]8;;https://desk.example\u{1B}\\link\u{1B}]8;;\u{1B}\\", "link"),
        ("\u{1B}(Btext\u{1B}=\u{1B}c", "text"),
        ("\u{1B}Pq#0\u{1B}\\after", "after"),
        ("\u{1B}]no end of it\nstays", "no end of it\nstays"),
        ("\u{1B}[31\nstays", "\nstays"),
        ("cut\u{1B}", "cut"),
        ("nul\0bel\u{7}del\u{7F}", "nul\u{2400}bel\u{2407}del\u{2421}"),
        ("wrong\u{92}code", "wrong\u{FFFD}code"),
        ("\ttab\tstays", "\ttab\tstays"),
        ("Hebrew \u{200F}stays\u{200F}.", "Hebrew \u{200F}stays\u{200F}."),
    ] {
        assert_eq!(MessageBody::parse(pasted).unwrap().as_str(), kept, "{pasted:?}");
    }
    assert_eq!(MessageBody::parse("\u{1B}[2J\u{1B}[H"), Err(Invalid::Empty));
}

#[test]
fn what_earlier_rules_admitted_is_still_read() {
    for (stored, read) in
        [("Ada", "Ada"), ("a\u{2028}b", "a\u{FFFD}b"), ("\u{200B}", "\u{FFFD}"), ("a\u{202E}b", "a\u{FFFD}b")]
    {
        assert_eq!(Title::restore(stored).unwrap().as_str(), read);
        assert_eq!(PersonName::restore(stored).unwrap().as_str(), read);
    }
    assert_eq!(MessageBody::restore("\u{2800}\u{AD}").unwrap().as_str(), "\u{FFFD}");
    assert_eq!((Title::restore(""), MessageBody::restore(" \n")), (Err(Invalid::Empty), Err(Invalid::Empty)));
    assert!(Title::restore(&"x".repeat(201)).is_err());
}

#[test]
fn nobody_passes_as_somebody_else_by_name() {
    for (name, customer, engineer) in [
        ("Superadmin", true, true),
        ("super admin", true, true),
        ("SUPERADMIN (IT)", true, true),
        ("Ѕuреrаdmin", true, true),
        ("5uperadm1n", true, true),
        ("Ada, Administrator", true, true),
        ("removed user", true, true),
        ("Support", true, false),
        ("Support Team", true, false),
        ("Help Desk", true, false),
        ("System", true, false),
        ("Farokh Engineer", false, false),
        ("Ada Lovelace", false, false),
        ("Adminah Rahman", false, false),
        ("Customer", false, false),
    ] {
        let name = PersonName::parse(name).unwrap();
        assert_eq!(name.is_misleading_for(Role::Customer), customer, "{name}");
        assert_eq!(name.is_misleading_for(Role::Engineer), engineer, "{name}");
        assert!(!name.is_misleading_for(Role::Admin) && !name.is_misleading_for(Role::Superadmin), "{name}");
    }
}

#[test]
fn a_search_is_taken_apart_into_words_phrases_and_numbers() {
    let terms = |q: &str| -> Vec<(String, Option<u64>)> {
        let search = SearchText::parse(q).unwrap();
        search.terms().iter().map(|term| (term.folded.clone(), term.number.map(|n| n.get()))).collect()
    };
    for (q, expected) in [
        ("Printer", vec![("printer", None)]),
        ("  on   Fire on ", vec![("on", None), ("fire", None)]),
        ("\"Out of  PAPER\" tray", vec![("out of paper", None), ("tray", None)]),
        ("it's \"open", vec![("it's", None), ("\"open", None)]),
        ("\"\" a", vec![("a", None)]),
        ("97", vec![("97", Some(97))]),
        ("#97", vec![("#97", Some(97))]),
        ("#９７", vec![("#97", Some(97))]),
        ("#0", vec![("#0", None)]),
        ("97a", vec![("97a", None)]),
    ] {
        let expected: Vec<_> = expected.into_iter().map(|(word, number)| (word.to_owned(), number)).collect();
        assert_eq!(terms(q), expected, "{q}");
    }
    assert_eq!(SearchText::parse(" \u{200B} \"\""), Err(Invalid::Empty));
    assert!(SearchText::parse("a b c d e f g h").is_ok());
    assert!(SearchText::parse("a b c d e f g h i").is_err());
}

proptest! {
    #[test]
    fn the_searched_form_is_stable(text in "\\PC{0,40}|[\u{80}-\u{24F}\u{370}-\u{5FF}\u{1E00}-\u{1FFF}\u{300}-\u{36F} ]{0,20}") {
        let folded = search_folded(&text);
        prop_assert_eq!(&search_folded(&folded), &folded);
        prop_assert_eq!(search_folded(&text.to_uppercase()), search_folded(&text.to_uppercase().to_lowercase()));
    }

    #[test]
    fn a_body_has_no_control_characters_and_stays_as_it_is(
        text in "([a-z \u{1B}\\[\\]0-9;m\\\\\u{7}\u{9B}\r\n\t\0\u{B}\u{C}\u{85}\u{2028}\u{7F}]|\\PC){0,60}"
    ) {
        if let Ok(body) = MessageBody::parse(&text) {
            prop_assert!(!body.as_str().contains(|c: char| c.is_control() && c != '\n' && c != '\t'));
            prop_assert!(body.as_str().contains(|c: char| !c.is_whitespace()));
            prop_assert_eq!(MessageBody::parse(body.as_str()).unwrap(), body.clone());
            prop_assert_eq!(MessageBody::restore(body.as_str()).unwrap(), body);
        }
    }

    #[test]
    fn every_visible_letter_of_a_paste_is_kept(text in "[a-z\r\n\u{C}\0]{1,40}") {
        let letters = |text: &str| text.chars().filter(char::is_ascii_lowercase).collect::<String>();
        if let Ok(body) = MessageBody::parse(&text) {
            prop_assert_eq!(letters(body.as_str()), letters(&text));
        }
    }

    #[test]
    fn a_line_is_of_one_line_and_shows_something(text in "\\PC{0,40}|[a\u{200B}\u{AD}\u{2028}\u{202E}\u{200F}\u{2800} ]{0,10}") {
        if let Ok(title) = Title::parse(&text) {
            let refused = ['\n', '\u{2028}', '\u{2029}', '\u{202E}', '\u{200F}', '\u{200E}'];
            prop_assert!(!title.as_str().contains(refused));
            prop_assert_eq!(Title::parse(title.as_str()).unwrap(), title);
        }
    }
}
