//! Texts of people in a table that a spreadsheet opens: no cell may become a formula, and no text may be changed for good.

use std::borrow::Cow;

/// Puts one apostrophe in front of a text that a spreadsheet might run, and of a text that begins with an apostrophe. So removing exactly
/// one leading apostrophe always gives the original.
pub(super) fn csv_escape(text: &str) -> Cow<'_, str> {
    if needs_escape(text) { Cow::Owned(format!("'{text}")) } else { Cow::Borrowed(text) }
}

fn needs_escape(text: &str) -> bool {
    if text.starts_with(['\'', '\t', '\r', '\n']) {
        return true;
    }
    // Spreadsheets trim before they look, and some take the full-width forms for the plain ones.
    let seen = text.trim_start_matches(|c: char| c.is_whitespace() || c.is_control() || is_invisible(c));
    seen.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠'])
}

/// Marks of no width: of direction, of order of bytes, of joining.
const fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// What a reader of the table does.
    fn unescaped(cell: &str) -> &str {
        cell.strip_prefix('\'').unwrap_or(cell)
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
            "\n=1",
            "\tx",
            "\nx",
            " =1",
            "\u{a0}=1",
            "\u{3000}@x",
            "＝1",
            "＋1",
            "－1",
            "＠x",
            " \n -x",
            "\u{feff}=1",
            "\u{200f}=1",
            "'",
            "'=1",
            "''",
        ] {
            assert_eq!(csv_escape(text), format!("'{text}"));
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
        fn without_its_one_apostrophe_a_cell_is_the_text_again(text in "[ \t\r\n'=+@ab＝\u{200f}\"-]{0,6}|\\PC*") {
            let cell = csv_escape(&text);
            prop_assert_eq!(unescaped(&cell), text.as_str());
        }

        #[test]
        fn no_cell_begins_like_a_formula(text in "[ \t\r\n'=+@ab＝\u{200f}\"-]{0,6}|\\PC*") {
            let cell = csv_escape(&text);
            prop_assert!(!cell.trim_start().starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']));
            prop_assert!(!cell.starts_with(['\t', '\r', '\n']));
        }
    }
}
