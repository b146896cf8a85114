use super::fault::Fault;

/// The most bytes of a response without its literals. Longer lines are asked for nowhere.
const MOST_TEXT: usize = 64 * 1024;

/// How much more than a mail a literal may have.
const MARGIN: u64 = 64 * 1024;

/// Stands in the text of a response where a literal was.
pub(super) const LITERAL: u8 = 0;

/// A response as the server sent it: its text without line ends, and its literals apart.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Raw {
    pub(super) text: Vec<u8>,
    pub(super) literals: Vec<Vec<u8>>,
}

/// Cuts what the server sends into responses.
///
/// A server announces a literal, `{25}` at the end of a line, and then sends so many bytes. Nothing is allocated for more than a
/// mail may have: such an announcement ends the connection.
pub(super) struct Framing {
    raw: Raw,
    /// How many bytes of the last literal are still to come.
    missing: usize,
    most_literals: usize,
}

impl Framing {
    /// For mails of up to `most_bytes`.
    pub(super) fn new(most_bytes: u64) -> Self {
        let most_literals = usize::try_from(most_bytes.saturating_add(MARGIN)).unwrap_or(usize::MAX);
        Self { raw: Raw::default(), missing: 0, most_literals }
    }

    /// Takes some of these bytes, and says how many, with the response that they complete.
    pub(super) fn take(&mut self, bytes: &[u8]) -> Result<(usize, Option<Raw>), Fault> {
        if let (1.., Some(literal)) = (self.missing, self.raw.literals.last_mut()) {
            let piece = bytes.get(..self.missing).unwrap_or(bytes);
            literal.extend_from_slice(piece);
            self.missing -= piece.len();
            return Ok((piece.len(), None));
        }
        let end = bytes.iter().position(|byte| *byte == b'\n');
        let piece = end.and_then(|end| bytes.get(..=end)).unwrap_or(bytes);
        if self.raw.text.len() + piece.len() > MOST_TEXT {
            return excess(format!("it sent a response of more than {MOST_TEXT} bytes"));
        }
        self.raw.text.extend(piece.iter().map(|byte| if *byte == LITERAL { b'?' } else { *byte }));
        if end.is_none() {
            return Ok((piece.len(), None));
        }
        while let Some(b'\r' | b'\n') = self.raw.text.last() {
            self.raw.text.pop();
        }
        let is_whole = !self.begin_literal()?;
        Ok((piece.len(), is_whole.then(|| std::mem::take(&mut self.raw))))
    }

    /// Whether the line announces a literal, which is then to come.
    fn begin_literal(&mut self) -> Result<bool, Fault> {
        let Some((start, length)) = announced(&self.raw.text) else { return Ok(false) };
        let so_far: usize = self.raw.literals.iter().map(Vec::len).sum();
        let length = usize::try_from(length).unwrap_or(usize::MAX);
        if length > self.most_literals.saturating_sub(so_far) {
            return excess(format!("it announced {length} bytes, and a mail may have fewer"));
        }
        self.raw.text.truncate(start);
        self.raw.text.push(LITERAL);
        let mut literal = Vec::new();
        literal.reserve_exact(length);
        self.raw.literals.push(literal);
        self.missing = length;
        Ok(true)
    }
}

/// Where the announcement begins, and the length. Only data has literals: after a status or a tag comes text for people, which may
/// end with anything.
fn announced(text: &[u8]) -> Option<(usize, u64)> {
    let data = text.strip_prefix(b"* ")?;
    let word = data.split(|byte| *byte == b' ').next()?.to_ascii_uppercase();
    if [&b"OK"[..], b"NO", b"BAD", b"BYE", b"PREAUTH"].contains(&&*word) {
        return None;
    }
    let start = text.iter().rposition(|byte| *byte == b'{')?;
    let digits = text.get(start + 1..)?.strip_suffix(b"}")?;
    if digits.is_empty() || !digits.iter().all(u8::is_ascii_digit) {
        return None;
    }
    // A number that is too large for its type is too large for a mail.
    Some((start, str::from_utf8(digits).ok()?.parse().unwrap_or(u64::MAX)))
}

fn excess<T>(words: String) -> Result<T, Fault> {
    Err(Fault::Connection(words))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn responses(bytes: &[u8], at_once: usize) -> Result<Vec<Raw>, Fault> {
        let mut framing = Framing::new(10);
        let mut responses = Vec::new();
        for mut piece in bytes.chunks(at_once) {
            while !piece.is_empty() {
                let (taken, raw) = framing.take(piece)?;
                responses.extend(raw);
                piece = &piece[taken..];
            }
        }
        Ok(responses)
    }

    #[test]
    fn literals_are_taken_out_wherever_the_pieces_end() {
        let bytes = b"* OK hi {9}\r\n* 1 FETCH (BODY[] {5}\r\na)\r\n{ UID {0}\r\n)\r\nA1 OK done {3}\r\n";
        for at_once in 1..=bytes.len() {
            let raw = |text: &[u8], literals| Raw { text: text.to_vec(), literals };
            let expected = [
                raw(b"* OK hi {9}", vec![]),
                raw(b"* 1 FETCH (BODY[] \0 UID \0)", vec![b"a)\r\n{".to_vec(), vec![]]),
                raw(b"A1 OK done {3}", vec![]),
            ];
            assert_eq!(responses(bytes, at_once).unwrap(), expected, "{at_once}");
        }
    }

    #[test]
    fn what_is_too_large_is_refused_when_it_is_announced() {
        for announcement in ["500000000", "65547", "99999999999999999999999"] {
            let line = format!("* 1 FETCH (BODY[] {{{announcement}}}\r\n");
            assert!(responses(line.as_bytes(), 4).is_err(), "{announcement}");
        }
        assert_eq!(responses(b"* 1 FETCH (BODY[] {65546}\r\n", 9), Ok(vec![]));
        assert!(responses(&[b'a'; MOST_TEXT + 1], 100).is_err());
        let many = "* 1 FETCH (X {60000}\r\n".to_owned() + &"a".repeat(60000) + " Y {60000}\r\n";
        assert!(responses(many.as_bytes(), 5000).is_err());
    }
}
