//! The form in which passwords are compared, and which of their characters count.

use icu_normalizer::ComposingNormalizerBorrowed;
use icu_properties::CodePointSetData;
use icu_properties::props::DefaultIgnorableCodePoint;

/// The `OpaqueString` of RFC 8265, section 4.2: spaces of every kind become U+0020, then normal form C. Unlike there, no
/// character is refused here: a password that was accepted once must stay good.
pub(super) fn normal_form(typed: &str) -> String {
    let spaces_mapped: String = typed.chars().map(|c| if is_foreign_space(c) { ' ' } else { c }).collect();
    ComposingNormalizerBorrowed::new_nfc().normalize(&spaces_mapped).into_owned()
}

/// How many characters can be seen: neither white space nor such as have no width, nor the blank letters of Hangul and
/// Braille.
pub(super) fn visible_characters(text: &str) -> usize {
    let ignorable = CodePointSetData::new::<DefaultIgnorableCodePoint>();
    text.chars().filter(|&c| !c.is_whitespace() && !ignorable.contains(c) && c != '\u{2800}').count()
}

/// The spaces of Unicode's category `Zs` but for the ASCII one.
const fn is_foreign_space(c: char) -> bool {
    matches!(c, '\u{A0}' | '\u{1680}' | '\u{2000}'..='\u{200A}' | '\u{202F}' | '\u{205F}' | '\u{3000}')
}
