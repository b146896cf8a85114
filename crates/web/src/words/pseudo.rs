//! Pseudo-languages, by the names that the Unicode locale data gives them. They are English made longer and with accents; the second one is
//! written from right to left as well. A text that stays as it is does not come out of the files of words; a part of a page that is too narrow for other
//! languages runs over. For tests only: a program that people use has no such feature.

use std::borrow::Cow;

/// A language that is made of another one.
pub(super) struct Pseudo {
    /// The name by which an `Accept-Language` asks for it, alone.
    pub(super) name: &'static str,
    /// What becomes of each text.
    pub(super) transform: fn(&str) -> Cow<'_, str>,
    pub(super) is_rtl: bool,
}

/// All of them.
pub(super) const ALL: [Pseudo; 2] = [
    Pseudo { name: "en-XA", transform: accented, is_rtl: false },
    Pseudo { name: "ar-XB", transform: mirrored, is_rtl: true },
];

/// Each letter with an accent, vowels twice, at least 40 percent longer, in brackets. What has no letters stays.
fn accented(text: &str) -> Cow<'_, str> {
    if !text.chars().any(char::is_alphabetic) {
        return text.into();
    }
    let mut longer = String::from("⟦");
    for c in text.chars() {
        let other = with_accent(c);
        longer.push(other);
        if "aeiouy".contains(c.to_ascii_lowercase()) {
            longer.push(other);
        }
    }
    let wanted = text.chars().count() * 7 / 5;
    let missing = wanted.saturating_sub(longer.chars().count());
    longer.extend("~ ".chars().cycle().take(missing));
    longer.push('⟧');
    longer.into()
}

/// The same, each text from right to left.
fn mirrored(text: &str) -> Cow<'_, str> {
    match accented(text) {
        Cow::Owned(longer) => format!("\u{202e}{longer}\u{202c}").into(),
        same @ Cow::Borrowed(_) => same,
    }
}

fn with_accent(c: char) -> char {
    let plain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    let accents = "áƀçđéƒĝĥîĵķļɱñóþǫŕšţûṽŵẋýžÁƁÇĐÉƑĜĤÎĴĶĻṀÑÓÞǪŔŠŢÛṼŴẊÝŽ";
    plain.find(c).and_then(|at| accents.chars().nth(at)).unwrap_or(c)
}
