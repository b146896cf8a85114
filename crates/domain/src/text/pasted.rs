//! Pasted logs and terminal output as plain text.

use std::borrow::Cow;
use std::iter::Peekable;
use std::str::Chars;

use super::visible::ends_line;

const ESCAPE: char = '\u{1B}';
const BELL: char = '\u{7}';

/// Every end of a line or page is `\n`, escape sequences of terminals (ECMA-48: colours, titles, cursor moves) are left out,
/// and every other control character is shown by its picture: `␀` for NUL. Tabs stay. Nothing that a reader saw is lost.
pub(super) fn plain(text: &str) -> Cow<'_, str> {
    if !text.contains(|c: char| c != '\n' && c != '\t' && (c.is_control() || ends_line(c))) {
        return Cow::Borrowed(text);
    }
    let mut plain = String::with_capacity(text.len());
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            '\r' => {
                rest.next_if_eq(&'\n');
                plain.push('\n');
            }
            ESCAPE => skip_escape_sequence(&mut rest),
            // The one-character form of `ESC [`.
            '\u{9B}' => skip_parameters(&mut rest),
            '\t' => plain.push('\t'),
            c if ends_line(c) => plain.push('\n'),
            c if c.is_control() => plain.push(picture(c)),
            c => plain.push(c),
        }
    }
    Cow::Owned(plain)
}

/// What comes after ESC. A sequence that does not end takes nothing else with it.
fn skip_escape_sequence(rest: &mut Peekable<Chars<'_>>) {
    match rest.peek() {
        Some('[') => {
            rest.next();
            skip_parameters(rest);
        }
        Some(']' | 'P' | 'X' | '^' | '_') => {
            rest.next();
            skip_string(rest);
        }
        _ => {
            while rest.next_if(|c| matches!(c, ' '..='/')).is_some() {}
            rest.next_if(|c| matches!(c, '0'..='~'));
        }
    }
}

/// `31m` of `ESC [ 31 m`.
fn skip_parameters(rest: &mut Peekable<Chars<'_>>) {
    while rest.next_if(|c| matches!(c, ' '..='?')).is_some() {}
    rest.next_if(|c| matches!(c, '@'..='~'));
}

/// The title of `ESC ] 0 ; title BEL`, which may also end with `ESC \`. Strings are of one line.
fn skip_string(rest: &mut Peekable<Chars<'_>>) {
    let mut ahead = rest.clone();
    while let Some(c) = ahead.next_if(|c| !ends_line(*c)) {
        if c == BELL || c == '\u{9C}' || (c == ESCAPE && ahead.next_if_eq(&'\\').is_some()) {
            *rest = ahead;
            return;
        }
    }
}

/// U+2400 to U+2421 picture the control characters of ASCII. Those above are a sign of a wrong encoding, and have none.
fn picture(control: char) -> char {
    match control {
        '\0'..='\u{1F}' => char::from_u32(0x2400 + u32::from(control)),
        '\u{7F}' => Some('\u{2421}'),
        _ => None,
    }
    .unwrap_or(char::REPLACEMENT_CHARACTER)
}
