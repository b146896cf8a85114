use super::*;

fn english() -> Words {
    Words::new(Language::English, None).unwrap()
}

fn fault(own: &str) -> (usize, String) {
    let WordsFault { line, reason } = Words::new(Language::German, Some(own)).err().unwrap();
    (line, reason)
}

#[test]
fn every_language_has_the_same_texts_with_the_same_arguments() {
    let english = english().signatures;
    for language in Language::ALL {
        assert_eq!(Words::new(*language, None).unwrap().signatures, english, "{language}");
    }
    assert!(english.0.values().all(|text| text.references.is_empty()));
}

#[test]
fn a_language_has_no_text_twice() {
    for language in Language::ALL {
        let mut bundle = FluentBundle::new_concurrent(Vec::new());
        let resource = own_words::parsed(embedded(*language)).unwrap();
        assert!(bundle.add_resource(resource).is_ok(), "{language}");
    }
}

#[test]
fn words_of_people_appear_as_they_are() {
    for name in ["{ $role }", "{\"x\"}", "a } b", "\u{202e}evil", "\u{2068}x\u{2069}", "\u{FDD0}0\u{FDD1}", "<b>&"] {
        let args = [("name", Arg::theirs(name)), ("role", Arg::Sentence(Sentence::ours("engineer")))];
        let sentence = english().sentence("by-role", &args).unwrap();
        assert_eq!(sentence.to_string(), format!("{name} (engineer)"));
        assert_eq!(sentence.0.first(), Some(&Piece::Theirs(name.to_owned())));
    }
}

#[test]
fn no_text_is_written_with_invisible_marks_around_its_arguments() {
    let args = ["year", "month", "day", "hour", "minute", "zone"].map(|name| (name, Arg::Word("1".to_owned())));
    assert!(english().sentence("moment", &args).unwrap().to_string().is_ascii());
}

#[test]
fn a_text_with_other_arguments_than_its_own_is_refused() {
    let words = english();
    assert_eq!(words.text("no-such").unwrap_err().to_string(), "there is no text no-such");
    let missing = words.text("opening-receipt").unwrap_err().to_string();
    assert!(missing.contains("$number"), "{missing}");
    assert!(words.sentence("desk", &[("name", Arg::theirs("x"))]).is_err());
}

#[test]
fn an_own_text_replaces_the_embedded_one_and_leaves_the_others() {
    let own = "# Unser Name\ndesk = IT-Hilfe\nby-role = { $name }\n";
    let words = Words::new(Language::German, Some(own)).unwrap();
    assert_eq!(words.text("desk").unwrap(), "IT-Hilfe");
    assert_eq!(words.text("hello-nobody").unwrap(), "Guten Tag,");
    let args = [("name", Arg::theirs("Ada")), ("role", Arg::theirs("x"))];
    assert_eq!(words.sentence("by-role", &args).unwrap().to_string(), "Ada", "an argument may be left out");
}

#[test]
fn what_cannot_be_used_is_refused_with_its_line() {
    let table = [
        ("desk = x\n\nhelo = y\n", 3, "there is no text helo"),
        ("desk = x\nhello = { $nam }\n", 2, "no argument $nam: it has $name"),
        ("desk = { $name }\n", 1, "it has none"),
        ("desk = x\nhello = { help-desk }\n", 2, "refers to help-desk"),
        ("-term = x\ndesk = { -term }\n", 2, "refers to -term"),
        ("hello = { NUMBER($name) }\n", 1, "refers to NUMBER()"),
        ("desk = x\nhello = { $name\n", 2, "}"),
        ("desk = x\nwhat is this\n", 2, "="),
        ("hello = { $name ->\n    [Ada] { $nobody }\n   *[other] x\n}\n", 1, "no argument $nobody"),
    ];
    for (own, line, reason) in table {
        let (at, why) = fault(own);
        assert!((at, why.contains(reason)) == (line, true), "{own:?}: {at}, {why}");
    }
}
