//! What is refused before a mail is read, and how far reading goes. All limits bound memory and time.

use deskhand_domain::incoming::Unparsed;

/// The most bytes of a header, with the blank line after it.
pub(crate) const MOST_HEADER_BYTES: usize = 256 * 1024;
/// The most lines that begin with two hyphens and words of nested mails, together.
const MOST_SIGNS_OF_PARTS: usize = 20_000;
/// The most parts that are read.
pub(crate) const MOST_PARTS: usize = 1_000;
/// The most files that are taken.
pub(crate) const MOST_FILES: usize = 100;
/// The most bytes of texts that are read, all parts together: far more than a message may have. A part with more is a file as well.
pub(crate) const MOST_TEXT_BYTES: usize = 2 * 1024 * 1024;
/// The most levels of parts within parts that are looked into. What is deeper is a file.
pub(crate) const MOST_LEVELS: usize = 5;

/// Words in the types of parts that are mails or have mails in them, in lower case.
const NESTING_WORDS: [&[u8]; 3] = [b"rfc822", b"global", b"digest"];

/// As much of a mail as a header may have.
pub(crate) fn beginning(raw: &[u8]) -> &[u8] {
    raw.get(..MOST_HEADER_BYTES).unwrap_or(raw)
}

/// Whether the mail may have more parts than reading it is worth.
pub(crate) fn check_parts(raw: &[u8]) -> Result<(), Unparsed> {
    let signs = raw.split(|byte| *byte == b'\n').flat_map(|line| std::iter::repeat_n((), signs_in(line)));
    if signs.take(MOST_SIGNS_OF_PARTS + 1).count() > MOST_SIGNS_OF_PARTS { Err(Unparsed::TooManyParts) } else { Ok(()) }
}

fn signs_in(line: &[u8]) -> usize {
    let words = (0..line.len()).filter(|at| is_nesting_word(line.get(*at..).unwrap_or_default())).count();
    words + usize::from(line.starts_with(b"--"))
}

fn is_nesting_word(text: &[u8]) -> bool {
    // Most bytes are none of the first letters.
    matches!(text.first().map(u8::to_ascii_lowercase), Some(b'r' | b'g' | b'd'))
        && NESTING_WORDS.iter().any(|word| text.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word)))
}
