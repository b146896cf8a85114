/// Takes in the bytes of a mail up to the line that has only a dot.
///
/// Lines end with CR LF and nothing else. A lone CR or LF is a byte of the mail: a server that took `LF . LF` for the end would read
/// what follows as commands, and so accept mails in the name of others (SMTP smuggling). `CR LF . CR CR LF` is no end either.
pub(super) struct Content {
    place: Place,
    kept: Vec<u8>,
    most_bytes: usize,
    is_too_large: bool,
}

/// What came before the next byte.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    /// CR LF, or the command that began the mail.
    LineStart,
    /// A dot at the start of a line. It is no part of the mail.
    Dot,
    /// That dot and CR.
    DotCr,
    /// CR elsewhere.
    Cr,
    /// Anything else.
    Middle,
    /// The end.
    End,
}

impl Content {
    /// Keeps up to `most_bytes`. A larger mail is read to its end without being kept.
    pub(super) fn new(most_bytes: u64) -> Self {
        let most_bytes = usize::try_from(most_bytes).unwrap_or(usize::MAX);
        Self { place: Place::LineStart, kept: Vec::new(), most_bytes, is_too_large: false }
    }

    /// Takes in bytes, up to the end of the mail. Returns how many, and whether the end was among them.
    pub(super) fn take(&mut self, bytes: &[u8]) -> (usize, bool) {
        for (index, byte) in bytes.iter().enumerate() {
            self.place = self.after(*byte);
            if self.place == Place::End {
                return (index + 1, true);
            }
        }
        (bytes.len(), false)
    }

    /// The mail, or `None` if it is too large.
    pub(super) fn into_mail(self) -> Option<Vec<u8>> {
        (!self.is_too_large).then_some(self.kept)
    }

    fn after(&mut self, byte: u8) -> Place {
        match (self.place, byte) {
            (Place::LineStart, b'.') => return Place::Dot,
            (Place::Dot, b'\r') => return Place::DotCr,
            (Place::DotCr, b'\n') | (Place::End, _) => return Place::End,
            (Place::DotCr, _) => self.keep(b'\r'),
            _ => {}
        }
        self.keep(byte);
        match (self.place, byte) {
            (_, b'\r') => Place::Cr,
            (Place::Cr, b'\n') => Place::LineStart,
            _ => Place::Middle,
        }
    }

    fn keep(&mut self, byte: u8) {
        if self.is_too_large {
            return;
        }
        if self.kept.len() == self.most_bytes {
            self.is_too_large = true;
            self.kept = Vec::new();
            return;
        }
        if self.kept.len() == self.kept.capacity() {
            // A vector that grows by itself could take twice the limit.
            let more = self.kept.len().max(4096).min(self.most_bytes - self.kept.len());
            self.kept.reserve_exact(more);
        }
        self.kept.push(byte);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The mail, and what follows it; `None` without an end.
    fn read(bytes: &str, at_once: usize) -> Option<(String, String)> {
        let mut content = Content::new(1000);
        let mut done = 0;
        for piece in bytes.as_bytes().chunks(at_once) {
            let (taken, is_end) = content.take(piece);
            done += taken;
            if is_end {
                let mail = String::from_utf8(content.into_mail()?).unwrap();
                return Some((mail, bytes[done..].to_owned()));
            }
        }
        None
    }

    #[test]
    fn only_a_line_with_nothing_but_a_dot_is_the_end() {
        for (bytes, mail, rest) in [
            (".\r\nQUIT", "", "QUIT"),
            ("a\r\n.\r\nQUIT", "a\r\n", "QUIT"),
            ("..\r\n..a\r\n.b\r\na.\r\n.\r\n", ".\r\n.a\r\nb\r\na.\r\n", ""),
            ("a\n.\r\nMAIL\r\n.\r\n", "a\n.\r\nMAIL\r\n", ""),
            ("a\n.\nMAIL\r\n.\r\n", "a\n.\nMAIL\r\n", ""),
            ("a\r.\rMAIL\r\n.\r\n", "a\r.\rMAIL\r\n", ""),
            ("a\r.\r\nMAIL\r\n.\r\n", "a\r.\r\nMAIL\r\n", ""),
            ("a\r\n.\nMAIL\r\n.\r\n", "a\r\n\nMAIL\r\n", ""),
            ("a\r\n.\rMAIL\r\n.\r\n", "a\r\n\rMAIL\r\n", ""),
            ("a\r\n.\r\r\nMAIL\r\n.\r\n", "a\r\n\r\r\nMAIL\r\n", ""),
            ("a\r\r\n.\r\n", "a\r\r\n", ""),
        ] {
            for at_once in 1..=bytes.len() {
                assert_eq!(read(bytes, at_once), Some((mail.to_owned(), rest.to_owned())), "{bytes:?} by {at_once}");
            }
        }
        assert_eq!(read("a.\r\nb\n.\r\n", 1), None);
    }

    #[test]
    fn a_mail_of_the_most_bytes_is_kept_and_a_larger_one_is_not() {
        let read = |text: &[u8]| {
            let mut content = Content::new(5);
            let end = content.take(text);
            (end, content.into_mail())
        };
        assert_eq!(read(b"abc\r\n.\r\nQUIT"), ((8, true), Some(b"abc\r\n".to_vec())));
        assert_eq!(read(b"abcd\r\n.\r\nQUIT"), ((9, true), None));
    }
}
