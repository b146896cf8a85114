use std::fmt;

use crate::text;

/// The name of a file as it is shown: one line, no path, no hidden characters, at most 200 bytes. The ending is kept. It is never a
/// path on our side: what is stored has the digest as its name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileName(String);

/// What programs on Windows take for a device, whatever ending follows.
const DEVICES: [&str; 4] = ["CON", "PRN", "AUX", "NUL"];

impl FileName {
    /// The most bytes.
    pub const MAX: usize = 200;

    /// The longest ending that counts as one, with its dot.
    const LONGEST_ENDING: usize = 20;

    /// A safe name from one that came from outside. Where nothing of it is left, it is `file`.
    #[must_use]
    pub fn of(given: &str) -> Self {
        let last = given.rsplit(['/', '\\']).next().unwrap_or_default();
        let visible = text::without_hidden(last);
        let harmless: String = visible
            .chars()
            .map(|c| if matches!(c, '<' | '>' | ':' | '"' | '|' | '?' | '*') { '_' } else { c })
            .collect();
        // The checks come after the cut: what is left of a long name may be a device, or nothing.
        let short = shortened(trim(&harmless), Self::MAX);
        if text::is_invisible(&short) {
            return Self("file".to_owned());
        }
        Self(if is_device(&short) { format!("_{}", shortened(&short, Self::MAX - 1)) } else { short })
    }

    /// The name of a file that was removed.
    #[must_use]
    pub fn removed() -> Self {
        Self("removed".to_owned())
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for FileName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Windows drops dots and blanks at the end, so that another file would be meant.
fn trim(name: &str) -> &str {
    name.trim().trim_end_matches(|c: char| c == '.' || c.is_whitespace())
}

fn is_device(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or_default().trim_end().to_ascii_uppercase();
    let is_port = || {
        let digit = stem.strip_prefix("COM").or_else(|| stem.strip_prefix("LPT"));
        digit.is_some_and(|digit| digit.len() == 1 && digit.bytes().all(|byte| byte.is_ascii_digit()))
    };
    DEVICES.contains(&stem.as_str()) || is_port()
}

/// Cuts the part before the ending, so that the name has at most `most` bytes.
fn shortened(name: &str, most: usize) -> String {
    if name.len() <= most {
        return name.to_owned();
    }
    let dot = name.rfind('.').filter(|dot| *dot > 0 && name.len() - dot <= FileName::LONGEST_ENDING);
    let (stem, ending) = name.split_at(dot.unwrap_or(name.len()));
    let room = most - ending.len();
    let cut = (0..=room).rev().find(|end| stem.is_char_boundary(*end)).unwrap_or_default();
    let stem = trim(stem.get(..cut).unwrap_or_default());
    format!("{stem}{ending}")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn hostile_names_become_harmless_and_keep_their_ending() {
        for (given, shown) in [
            ("report.pdf", "report.pdf"),
            ("Größe 1.txt", "Größe 1.txt"),
            ("../../etc/passwd", "passwd"),
            (r"C:\Windows\system32\cmd.exe", "cmd.exe"),
            ("CON.txt", "_CON.txt"),
            ("con", "_con"),
            ("com1.log", "_com1.log"),
            ("complete.txt", "complete.txt"),
            ("one\r\nX-Header: two.txt", "oneX-Header_ two.txt"),
            ("photo\u{202e}gpj.exe", "photogpj.exe"),
            ("nul\0byte.txt", "nulbyte.txt"),
            ("", "file"),
            ("..", "file"),
            ("/", "file"),
            (" . ", "file"),
            ("\u{200b}\u{200b}", "file"),
            ("name. . ", "name"),
            (".profile", ".profile"),
            ("a<b>\"c\"|d?.txt", "a_b__c__d_.txt"),
        ] {
            assert_eq!(FileName::of(given).as_str(), shown, "{given:?}");
        }
    }

    #[test]
    fn a_long_name_is_cut_before_its_ending() {
        let long = FileName::of(&format!("{}.tar.gz", "ä".repeat(400)));
        assert!(long.as_str().len() <= FileName::MAX && long.as_str().ends_with("ä.gz"), "{long}");
        let without_ending = FileName::of(&"x".repeat(400));
        assert_eq!(without_ending.as_str().len(), FileName::MAX);
    }

    #[test]
    fn what_is_left_of_a_long_name_is_a_name_as_others() {
        let (fill, tail) = ("x".repeat(199), "y".repeat(40));
        for (given, shown) in [
            (format!("{fill}.{tail}"), fill.clone()),
            (format!("{fill} {tail}"), fill.clone()),
            (format!("{}{tail}", ".".repeat(250)), "file".to_owned()),
            (format!("CON{}{tail}", " ".repeat(250)), "_CON".to_owned()),
            (format!("CON.{}", "x".repeat(250)), format!("_CON.{}", "x".repeat(195))),
        ] {
            assert_eq!(FileName::of(&given).as_str(), shown, "{given}");
            assert_eq!(FileName::of(&shown).as_str(), shown);
        }
    }

    proptest! {
        #[test]
        fn any_text_becomes_a_name_that_stays_as_it_is(given in "\\PC{0,300}|[ -~\u{0}-\u{1f}./\\\\\u{202e}]{0,300}") {
            let name = FileName::of(&given);
            prop_assert!(!name.as_str().is_empty() && name.as_str().len() <= FileName::MAX);
            let harmful = ['/', '\\', '\r', '\n', '"', '\0', '\u{202e}'];
            prop_assert!(!name.as_str().contains(harmful));
            prop_assert_eq!(FileName::of(name.as_str()), name);
        }
    }
}
