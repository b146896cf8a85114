//! Texts of people in a table that a spreadsheet opens: no cell may become a formula, and no text may be changed for good.
//!
//! Where lists are separated by semicolons (as in Germany), a spreadsheet takes commas and quotes for text, and begins a cell after
//! each semicolon and each end of a line. A formula may not begin there either.

use std::borrow::Cow;

use deskhand_domain::text::is_invisible;

/// Puts an apostrophe in front of every part of a text that a spreadsheet might run, and of every part that begins with an
/// apostrophe. So removing one leading apostrophe from each part always gives the original.
pub(super) fn csv_escape(text: &str) -> Cow<'_, str> {
    if !parts(text).any(|(part, is_first)| needs_escape(part, is_first)) {
        return Cow::Borrowed(text);
    }
    let escaped = |(part, is_first)| if needs_escape(part, is_first) { ["'", part] } else { ["", part] };
    Cow::Owned(parts(text).flat_map(escaped).collect())
}

/// What may be a cell of its own: each part ends with its separator.
fn parts(text: &str) -> impl Iterator<Item = (&str, bool)> {
    text.split_inclusive(SEPARATORS).enumerate().map(|(position, part)| (part, position == 0))
}

const SEPARATORS: [char; 3] = [';', '；', '\n'];

fn needs_escape(part: &str, is_first: bool) -> bool {
    if part.starts_with('\'') || (is_first && part.starts_with(['\t', '\r', '\n'])) {
        return true;
    }
    // Spreadsheets trim before they look, quotes included, and some take look-alike signs for the plain ones.
    let seen =
        part.trim_start_matches(|c: char| c.is_whitespace() || c.is_control() || c == '"' && !is_first || is_unseen(c));
    seen.starts_with(starts_formula)
}

/// `=`, `+`, `-`, `@` in all their forms: full width, small, heavy, raised, and the signs of minus.
const fn starts_formula(c: char) -> bool {
    matches!(
        c,
        '=' | '＝'
            | '﹦'
            | '⁼'
            | '₌'
            | '꞊'
            | '➕'
            | '+'
            | '＋'
            | '﹢'
            | '⁺'
            | '₊'
            | '-'
            | '－'
            | '﹣'
            | '⁻'
            | '₋'
            | '−'
            | '‐'
            | '‑'
            | '‒'
            | '–'
            | '➖'
            | '@'
            | '＠'
            | '﹫'
    )
}

/// Characters without ink: marks of direction, of order of bytes, of joining, soft hyphens, fillers.
fn is_unseen(c: char) -> bool {
    is_invisible(c.encode_utf8(&mut [0; 4]))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// What a reader of the table does.
    fn unescaped(cell: &str) -> String {
        cell.split_inclusive(SEPARATORS).map(|part| part.strip_prefix('\'').unwrap_or(part)).collect()
    }

    #[test]
    fn whatever_a_spreadsheet_might_run_is_shielded() {
        for text in [
            "=1+1",
            "+1",
            "-1",
            "@SUM(A1)",
            "\t=1",
            "\r=1",
            "\tx",
            "\nx",
            " =1",
            "\u{a0}=1",
            "\u{3000}@x",
            "＝1",
            "＋1",
            "－1",
            "＠x",
            "\u{feff}=1",
            "\u{200f}=1",
            "'",
            "'=1",
            "''",
            "−1",
            "﹦1",
            "\u{ad}=1",
            "\u{2800}=1",
            "–1",
        ] {
            assert_eq!(csv_escape(text), format!("'{text}"));
        }
    }

    #[test]
    fn a_formula_does_not_begin_after_a_semicolon_either() {
        for (text, escaped) in [
            ("a;=1+1", "a;'=1+1"),
            ("a; \"=1\";b;@x", "a;' \"=1\";b;'@x"),
            ("=1;=2", "'=1;'=2"),
            ("\n=1", "'\n'=1"),
            ("a;'b", "a;''b"),
            ("a；=1", "a；'=1"),
            ("a;\n-1", "a;\n'-1"),
            ("a\n=1\n b", "a\n'=1\n b"),
            ("a\r\n\"@x", "a\r\n'\"@x"),
            ("a;b;c", "a;b;c"),
            (";;=1", ";;'=1"),
        ] {
            assert_eq!(csv_escape(text), escaped);
            assert_eq!(unescaped(escaped), text);
        }
    }

    #[test]
    fn what_is_harmless_stays_as_it_is() {
        for text in ["", "Printer", "1=1", "a@b", "x'y", " indented", "\"=1\"", "🔥", "\u{200f}שלום", "2-1"] {
            assert_eq!(csv_escape(text), text);
        }
    }

    proptest! {
        #[test]
        fn without_its_apostrophes_a_cell_is_the_text_again(text in "[ \t\r\n'=+@ab＝\u{200f}\";-]{0,8}|\\PC*") {
            let cell = csv_escape(&text);
            prop_assert_eq!(unescaped(&cell), text.as_str());
        }

        #[test]
        fn no_part_of_a_cell_begins_like_a_formula(text in "[ \t\r\n'=+@ab＝\u{200f}\";-]{0,8}|\\PC*") {
            let cell = csv_escape(&text);
            for part in cell.split(SEPARATORS) {
                prop_assert!(!part.trim_start().starts_with(starts_formula));
            }
            prop_assert!(!cell.starts_with(['\t', '\r', '\n']));
        }
    }
}
