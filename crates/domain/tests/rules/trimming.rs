//! What of an answer is kept, and what is elided.

use deskhand_domain::incoming::{Trimmed, answer_marker};
use deskhand_domain::ticket::TicketNumber;
use proptest::prelude::*;

fn number() -> Option<TicketNumber> {
    TicketNumber::new(42).ok()
}

/// Kept and elided parts of answers; together they are the answer.
const ANSWERS: [(&str, &str, &str); 30] = [
    ("no quote", "It is green.\nThanks", ""),
    ("bare quote", "It is green.", "\n> Which colour?\n"),
    (
        "Gmail",
        "It is green.",
        "\n\nOn Mon, 4 May 2026 at 10:04, Lin <lin@desk.example> wrote:\n\n> Which colour?\n> > Lost.\n",
    ),
    (
        "Gmail, attribution broken",
        "It is green.",
        "\n\nOn Mon, 4 May 2026 at 10:04, Lin Desk Staff\n<lin@desk.example> wrote:\n> Which colour?\n",
    ),
    ("attribution over four lines", "Yes", "\nOn Monday,\n4 May 2026\nLin\nof the desk wrote:\n> Which colour?"),
    ("German", "Grün.", "\n\nAm 04.05.2026 um 10:04 schrieb Lin <lin@desk.example>:\n> Welche Farbe?"),
    ("French", "Vert.", "\n\nLe lun. 4 mai 2026 à 10:04, Lin <lin@desk.example> a écrit :\n\n> Quelle couleur ?\n"),
    ("Spanish", "Verde.", "\nEl lun, 4 may 2026 a las 10:04, Lin (<lin@desk.example>) escribió:\n> ¿Color?\n"),
    ("Italian", "Verde.", "\nIl giorno lun 4 mag 2026 alle ore 10:04 Lin ha scritto:\n> Colore?\n"),
    ("Dutch", "Groen.", "\nOp ma 4 mei 2026 om 10:04 schreef Lin:\n> Kleur?\n"),
    ("Portuguese", "Verde.", "\nEm seg., 4 de mai. de 2026 às 10:04, Lin escreveu:\n> Cor?\n"),
    ("Polish", "Zielony.", "\nW dniu 4.05.2026 o 10:04, Lin napisał(a):\n> Kolor?\n"),
    ("Chinese", "绿色。", "\n\nLin <lin@desk.example> 于2026年5月4日周一 10:04写道：\n\n> 什么颜色？\n"),
    ("Apple, Chinese", "绿色。", "\n\n在 2026年5月4日，10:04，Lin <lin@desk.example> 写道：\n\n> 什么颜色？\n"),
    ("another language", "Vihreä.", "\nma 4. toukok. 2026 klo 10.04 Lin <lin@desk.example> kirjoitti:\n> Väri?\n"),
    (
        "Outlook, English",
        "It is green.",
        "\n\n________________________________\nFrom: Lin\nSent: Monday\nTo: Ada\nSubject: [#42]\n\nWhich colour?",
    ),
    ("Outlook, German", "Grün.", "\n\nVon: Lin\nGesendet: Montag\nAn: Ada\nBetreff: [#42]\n\nWelche Farbe?"),
    ("Outlook, French", "Vert.", "\n\nDe : Lin\nEnvoyé : lundi\nÀ : Ada\nObjet : [#42]\n\nQuelle couleur ?"),
    ("Outlook, Chinese", "绿色。", "\n发件人: Lin\n发送时间: 2026\n收件人: Ada\n主题: [#42]\n\n什么颜色？"),
    ("Outlook, bold", "Yes", "\n*From:* Lin\n*Sent:* Monday\n*To:* Ada\n*Subject:* [#42]\nWhich colour?"),
    ("original message", "It is green.", "\n\n-----Original Message-----\nFrom: Lin\nWhich colour?"),
    ("original message, German", "Grün.", "\n----- Ursprüngliche Nachricht -----\nVon: Lin\n"),
    ("signature", "It is green.", "\n-- \nAda Lovelace\nclient.example"),
    ("signature above the quote", "Green.", "\n\n-- \nAda\n\nOn 4 May 2026, Lin wrote:\n> Which colour?"),
    ("signature below the quote", "Green.", "\n> Which colour?\n-- \nAda"),
    ("from a telephone", "Green.", "\n\nSent from my iPhone\n\nOn 4 May 2026, Lin wrote:\n\n> Which colour?"),
    ("answers between quotes", "> Which colour?\nGreen.\n> Which size?\nLarge.", "\n> Which price?\n"),
    ("answer below the quote", "On 4 May 2026, Lin wrote:\n> Which colour?\n\nGreen.\n", ""),
    (
        "forwarded within an answer",
        "See what I got:\n\n---------- Forwarded message ---------\nFrom: Bob\nDate: today\nSubject: x\n\nHello",
        "",
    ),
    ("two header lines", "To: the museum\nSubject: umbrella\nPlease hand it out.", ""),
];

#[test]
fn an_answer_keeps_exactly_its_new_lines() {
    for (what, kept, elided) in ANSWERS {
        let text = format!("{kept}{elided}");
        let trimmed = Trimmed::of(&text, number());
        assert_eq!((trimmed.kept.trim_end(), trimmed.elided.trim()), (kept.trim_end(), elided.trim()), "{what}");
    }
}

#[test]
fn everything_from_our_marker_on_is_elided() {
    for words in ["answer above this line", "bitte über dieser Zeile antworten", "in two\nlines"] {
        is_cut_at(&answer_marker(words, number().unwrap()));
    }
    let other =
        format!("It is green.\n{}\nWhich colour?", answer_marker("answer above this line", TicketNumber::FIRST));
    assert_eq!(Trimmed::of(&other, number()).kept, other, "the marker of another ticket is text");
}

fn is_cut_at(marker: &str) {
    for (what, quote) in [
        ("quoted", format!("On 4 May 2026, Lin wrote:\n> {marker}\n> Which colour?\n")),
        ("not quoted", format!("On 4 May 2026, Lin wrote:\n\n{marker}\n\nWhich colour?\n")),
        ("below a line of the quote", format!("On 4 May 2026, Lin wrote:\n> The desk\n> {marker}\n> Which colour?\n")),
        ("below headers", format!("From: Lin\nSubject: [#42]\n\n{marker}\n\nWhich colour?\n")),
        ("with lines after it", format!("> {marker}\n> Which colour?\nsome footer\n")),
        ("not known as attribution", format!("Lin, 4 May:\n> {marker}\n> Which colour?\nfooter")),
    ] {
        let text = format!("It is green.\n\n{quote}");
        let kept = Trimmed::of(&text, number()).kept;
        let expected = if what.starts_with("not known") { "It is green.\n\nLin, 4 May:" } else { "It is green." };
        assert_eq!(kept.trim_end(), expected, "{what}, {marker}");
    }
}

#[test]
fn where_nothing_would_be_left_nothing_is_cut() {
    for text in ["", "\n\n", "> Which colour?\n", "-- \nAda", "Sent from my iPhone", "-----Original Message-----\nx"] {
        assert_eq!(Trimmed::of(text, number()), Trimmed { kept: text, elided: "" }, "{text}");
    }
}

#[test]
fn a_delimiter_inside_does_not_cut() {
    let code = (0..30).map(|n| format!("line {n}\n")).collect::<String>();
    let text = format!("see:\n-- \n{code}");
    assert_eq!(Trimmed::of(&text, None).kept, text);
    let list = "a\n--\nb\n--\nc";
    assert_eq!(Trimmed::of(list, None).kept, list, "several part sections");
}

/// Lines of every class.
const LINES: [&str; 18] = [
    "text",
    "",
    "> quote",
    ">",
    "-- answer above this line (#42) --",
    "On 4 May 2026, Lin wrote:",
    "From: Lin",
    "To: Ada",
    "Subject: x",
    "----- Original Message -----",
    "---------- Forwarded message ---------",
    "_____________",
    "-- ",
    "--",
    "Sent from my iPhone",
    "<lin@desk.example> wrote:",
    " \u{200B}",
    "写道：",
];

fn any_text() -> impl Strategy<Value = String> {
    let line = prop_oneof![4 => proptest::sample::select(&LINES[..]).prop_map(str::to_owned), 1 => any::<String>()];
    let end = proptest::sample::select(vec!["\n", "\n", "\r\n", ""]);
    proptest::collection::vec((line, end), 0..25).prop_map(|lines| lines.into_iter().map(|(l, e)| l + e).collect())
}

proptest! {
    #[test]
    fn kept_and_elided_are_the_text(text in any_text()) {
        let trimmed = Trimmed::of(&text, number());
        prop_assert_eq!(format!("{}{}", trimmed.kept, trimmed.elided), text.clone());
        prop_assert_eq!(Trimmed::of(trimmed.kept, number()).kept, trimmed.kept, "trimming is idempotent");
        if !deskhand_domain::text::is_invisible(&text) {
            prop_assert!(!deskhand_domain::text::is_invisible(trimmed.kept));
        }
    }
}
