//! Encoded words (RFC 2047): `=?utf-8?Q?caf=C3=A9?=`.

use super::base64::decode_base64;
use super::charset::decode_text;
use super::quoted_printable::decode_quoted_printable;

/// Stands around the number of a text in [`EncodedWords`]. Private code points: what is written with them means nothing.
const OPEN: char = '\u{E000}';
const CLOSE: char = '\u{E001}';

/// A header value whose encoded words are taken out, so that nothing in them can be taken for syntax.
#[derive(Debug, Default)]
pub(crate) struct EncodedWords {
    texts: Vec<String>,
}

impl EncodedWords {
    /// The value, in one line, with a placeholder for each run of encoded words.
    pub(crate) fn take_out(&mut self, value: &[u8]) -> String {
        let plain = one_line(&decode_text(value, None)).replace([OPEN, CLOSE], "\u{FFFD}");
        replace_words(&plain, |decoded| {
            self.texts.push(one_line(&decoded));
            format!("{OPEN}{}{CLOSE}", self.texts.len() - 1)
        })
    }

    /// Puts the texts back in place of the placeholders.
    pub(crate) fn put_back(&self, text: &str) -> String {
        let mut pieces = text.split(OPEN);
        let mut whole = pieces.next().unwrap_or_default().to_owned();
        for piece in pieces {
            let (number, after) = piece.split_once(CLOSE).unwrap_or((piece, ""));
            let text = number.parse().ok().and_then(|number: usize| self.texts.get(number));
            whole.push_str(text.map_or("", String::as_str));
            whole.push_str(after);
        }
        whole
    }
}

/// A header value as a person reads it: in one line, with its encoded words decoded.
pub(crate) fn decode_header(value: &[u8]) -> String {
    let plain = one_line(&decode_text(value, None));
    one_line(&replace_words(&plain, |decoded| decoded))
}

/// Control characters and line ends become spaces; folded lines are joined; no white space around.
pub(crate) fn one_line(text: &str) -> String {
    let is_end = |c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}');
    let unfolded = text.replace("\r\n", "\n").replace("\n ", " ").replace("\n\t", " ");
    unfolded.replace(is_end, " ").trim().to_owned()
}

/// Replaces each run of encoded words. White space between two words is no part of the text.
fn replace_words(text: &str, mut replace: impl FnMut(String) -> String) -> String {
    let mut result = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("=?") {
        let (before, from_word) = rest.split_at(at);
        result.push_str(before);
        rest = from_word;
        let mut run = Run::default();
        while let Some((word, after)) = split_word(rest.trim_start_matches([' ', '\t'])) {
            run.push(&word);
            rest = after;
        }
        if run.is_empty() {
            result.push_str(&replace("=?".to_owned()));
            rest = rest.get(2..).unwrap_or_default();
        } else {
            result.push_str(&replace(run.finish()));
        }
    }
    result.push_str(rest);
    result
}

struct Word<'t> {
    charset: &'t str,
    bytes: Vec<u8>,
}

/// Words of one character set are decoded together: some programs split them within a character.
#[derive(Default)]
struct Run {
    text: String,
    charset: String,
    bytes: Vec<u8>,
    words: usize,
}

impl Run {
    fn push(&mut self, word: &Word<'_>) {
        if self.charset != word.charset {
            self.flush();
            word.charset.clone_into(&mut self.charset);
        }
        self.bytes.extend_from_slice(&word.bytes);
        self.words += 1;
    }

    fn flush(&mut self) {
        self.text.push_str(&decode_text(&std::mem::take(&mut self.bytes), Some(&self.charset)));
    }

    const fn is_empty(&self) -> bool {
        self.words == 0
    }

    fn finish(mut self) -> String {
        self.flush();
        self.text
    }
}

/// The most bytes of a word. The standard has 75; programs write longer ones.
const LONGEST_WORD: usize = 2_000;

fn split_word(text: &str) -> Option<(Word<'_>, &str)> {
    let inside = text.strip_prefix("=?")?;
    let (charset, inside) = split_once_within(inside, '?', 60)?;
    let (encoding, inside) = split_once_within(inside, '?', 2)?;
    let end = inside.bytes().take(LONGEST_WORD).zip(inside.bytes().skip(1)).position(|pair| pair == (b'?', b'='))?;
    let (content, after) = inside.split_at_checked(end)?;
    let bytes = match encoding {
        "B" | "b" => decode_base64(content.as_bytes()).0,
        "Q" | "q" => decode_quoted_printable(content.as_bytes(), true),
        _ => return None,
    };
    // RFC 2231 puts a language after the character set.
    let charset = charset.split('*').next().unwrap_or_default();
    Some((Word { charset, bytes }, after.get(2..)?))
}

fn split_once_within(text: &str, separator: char, most: usize) -> Option<(&str, &str)> {
    let at = text.bytes().take(most).position(|byte| byte == separator as u8)?;
    Some((text.get(..at)?, text.get(at + 1..)?))
}
