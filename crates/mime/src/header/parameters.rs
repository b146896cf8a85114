//! `text/plain; charset=utf-8`: a word, and parameters after it (RFC 2045, 2183), which may be in pieces and encoded (RFC 2231).

use crate::decode::{decode_header, decode_text, one_line};

/// The most parameters and pieces of one field.
const MOST: usize = 200;

#[derive(Debug, Default)]
pub(crate) struct Parameters {
    word: String,
    values: Vec<(String, String)>,
}

/// `filename*1*="..."`: a piece of a parameter.
struct Piece {
    name: String,
    number: u32,
    is_encoded: bool,
    value: Vec<u8>,
}

impl Parameters {
    pub(super) fn parse(value: &[u8]) -> Self {
        let mut sections = sections(value).into_iter();
        let word = one_line(&decode_text(&sections.next().unwrap_or_default(), None)).replace(' ', "");
        let mut pieces: Vec<Piece> = sections.take(MOST).filter_map(|section| Piece::of(&section)).collect();
        // Stable: of two with the same number, the first one counts.
        pieces.sort_by(|a, b| (&a.name, a.number).cmp(&(&b.name, b.number)));
        pieces.dedup_by(|b, a| a.name == b.name && a.number == b.number && a.is_encoded == b.is_encoded);
        let values = pieces.chunk_by(|a, b| a.name == b.name).filter_map(join).collect();
        Self { word, values }
    }

    /// What is before the first semicolon.
    pub(super) fn word(&self) -> &str {
        &self.word
    }

    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.values.iter().find(|(found, _)| found == name).map(|(_, value)| value.as_str())
    }
}

impl Piece {
    fn of(section: &[u8]) -> Option<Self> {
        let at = section.iter().position(|byte| *byte == b'=')?;
        let name = String::from_utf8_lossy(section.get(..at)?).trim().to_ascii_lowercase();
        let (name, is_encoded) = name.strip_suffix('*').map_or((name.as_str(), false), |name| (name, true));
        let (name, number) = match name.rsplit_once('*') {
            Some((base, digits)) => (base, digits.parse().ok()?),
            None => (name, 0),
        };
        let value = section.get(at + 1..)?.trim_ascii().to_vec();
        Some(Self { name: name.to_owned(), number, is_encoded, value })
    }
}

/// The value of a parameter, of all of its pieces.
fn join(pieces: &[Piece]) -> Option<(String, String)> {
    let name = pieces.first()?.name.clone();
    // An encoded value goes before a plain one that says the same for old programs.
    let encoded_whole = pieces.iter().find(|piece| piece.number == 0 && piece.is_encoded);
    let first = encoded_whole.or_else(|| pieces.first())?;
    if !pieces.iter().any(|piece| piece.is_encoded) {
        let value: Vec<u8> = pieces.iter().flat_map(|piece| piece.value.iter().copied()).collect();
        return Some((name, decode_header(&value)));
    }
    let (charset, start) =
        if first.is_encoded { split_charset(&first.value) } else { (String::new(), first.value.as_slice()) };
    let mut bytes = if first.is_encoded { percent_decode(start) } else { start.to_vec() };
    for piece in pieces.iter().filter(|piece| piece.number > 0) {
        bytes.extend(if piece.is_encoded { percent_decode(&piece.value) } else { piece.value.clone() });
    }
    Some((name, one_line(&decode_text(&bytes, Some(&charset)))))
}

/// `utf-8'en'name`: the character set, and the text.
fn split_charset(value: &[u8]) -> (String, &[u8]) {
    let mut sections = value.splitn(3, |byte| *byte == b'\'');
    match (sections.next(), sections.next(), sections.next()) {
        (Some(charset), Some(_), Some(text)) => (String::from_utf8_lossy(charset).into_owned(), text),
        _ => (String::new(), value),
    }
}

fn percent_decode(text: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some((byte, after)) = rest.split_first() {
        let digits = after.get(..2).and_then(|digits| std::str::from_utf8(digits).ok());
        match digits.filter(|_| *byte == b'%').and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            Some(code) => {
                bytes.push(code);
                rest = after.get(2..).unwrap_or_default();
            }
            None => {
                bytes.push(*byte);
                rest = after;
            }
        }
    }
    bytes
}

/// What is between semicolons, without quotation marks, and without comments before a value: `name=a (1).txt` is no comment.
fn sections(value: &[u8]) -> Vec<Vec<u8>> {
    let mut sections = vec![Vec::new()];
    let (mut is_quoted, mut is_escaped, mut comments) = (false, false, 0_usize);
    for byte in value.iter().copied() {
        let is_plain = !is_quoted && comments == 0;
        match byte {
            b'\r' | b'\n' if is_quoted => {}
            _ if is_escaped => {
                is_escaped = false;
                push(&mut sections, byte, comments);
            }
            // A path of Windows has single backslashes, which its program should have written twice.
            b'\\' if is_quoted || comments > 0 => is_escaped = true,
            b'"' if comments == 0 => is_quoted = !is_quoted,
            b'(' if comments > 0 || (!is_quoted && !has_value(&sections)) => comments += 1,
            b')' if comments > 0 => comments -= 1,
            b';' if is_plain => sections.push(Vec::new()),
            byte => push(&mut sections, byte, comments),
        }
    }
    sections
}

fn has_value(sections: &[Vec<u8>]) -> bool {
    sections.last().is_some_and(|section| section.contains(&b'='))
}

fn push(sections: &mut [Vec<u8>], byte: u8, comments: usize) {
    if let Some(section) = sections.last_mut().filter(|_| comments == 0) {
        section.push(byte);
    }
}
