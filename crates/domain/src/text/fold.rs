//! The form in which texts are searched.

use icu_casemap::{CaseMapper, CaseMapperBorrowed};
use icu_normalizer::{ComposingNormalizerBorrowed, DecomposingNormalizerBorrowed};

use super::visible::is_ignorable;

const DECOMPOSE: DecomposingNormalizerBorrowed<'static> = DecomposingNormalizerBorrowed::new_nfkd();
const COMPOSE: ComposingNormalizerBorrowed<'static> = ComposingNormalizerBorrowed::new_nfc();
const FOLD_CASE: CaseMapperBorrowed<'static> = CaseMapper::new();

/// The form in which texts are searched, the same on every storage: compatible forms are one (NFKC, UAX #15), so is every
/// case of a letter (full case folding, Unicode 3.13), and diacritics and invisible characters are left out. White space of
/// any length is one space.
///
/// Two texts with the same form look alike to a reader in a hurry: `CAFÉ` and `cafe`, `Straße` and `STRASSE`, both sigmas,
/// all forms of the Turkish i. For what must be unique this form is too coarse.
#[must_use]
pub fn search_folded(text: &str) -> String {
    if text.is_ascii() {
        return with_single_spaces(&text.to_ascii_lowercase());
    }
    // Folding makes new marks (of ŉ and ΐ), and decomposing makes new capitals (of Ⓐ and ℡): the second pass folds these.
    let folded = plain_letters(&plain_letters(text));
    with_single_spaces(&COMPOSE.normalize(&folded))
}

fn plain_letters(text: &str) -> String {
    let bare: String = DECOMPOSE.normalize(text).chars().filter(|c| !is_diacritic(*c) && !is_ignorable(*c)).collect();
    let mut plain = String::with_capacity(bare.len());
    for c in FOLD_CASE.fold_string(&bare).chars() {
        match base_letters(c) {
            Some(letters) => plain.push_str(letters),
            None => plain.push(c),
        }
    }
    plain
}

/// The marks above, below and through letters of the scripts that can be read without them: Latin, Greek, Cyrillic, Hebrew and
/// Arabic. In other scripts, such marks are letters of their own: vowels, and the voiced sounds of Japanese.
const fn is_diacritic(c: char) -> bool {
    matches!(c,
        '\u{300}'..='\u{36F}' | '\u{483}'..='\u{487}' | '\u{1AB0}'..='\u{1AFF}' | '\u{1DC0}'..='\u{1DFF}'
        | '\u{20D0}'..='\u{20FF}' | '\u{FE20}'..='\u{FE2F}'
        | '\u{591}'..='\u{5BD}' | '\u{5BF}' | '\u{5C1}' | '\u{5C2}' | '\u{5C4}' | '\u{5C5}' | '\u{5C7}'
        | '\u{610}'..='\u{61A}' | '\u{64B}'..='\u{65F}' | '\u{670}')
}

/// Letters with a stroke, and joined letters, which Unicode does not decompose.
const fn base_letters(c: char) -> Option<&'static str> {
    Some(match c {
        'ø' => "o",
        'ł' => "l",
        'đ' | 'ð' => "d",
        'ħ' => "h",
        'ŧ' => "t",
        'ı' => "i",
        'æ' => "ae",
        'œ' => "oe",
        'þ' => "th",
        _ => return None,
    })
}

fn with_single_spaces(text: &str) -> String {
    let mut single = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            c if !c.is_whitespace() => single.push(c),
            _ if single.ends_with(' ') => {}
            _ => single.push(' '),
        }
    }
    single
}
