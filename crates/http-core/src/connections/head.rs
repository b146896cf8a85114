/// Looks for the empty line that ends a head, or the trailers of a chunked body. The bytes may come in pieces.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct EmptyLine {
    /// Whether nothing but a line feed, and perhaps a carriage return, came since the last line.
    begins_line: bool,
}

impl EmptyLine {
    /// For bytes that follow a line feed.
    pub(super) const AFTER_LINE: Self = Self { begins_line: true };

    /// The number of bytes up to the end of the empty line; `None` where it has not come yet.
    pub(super) fn find(&mut self, bytes: &[u8]) -> Option<usize> {
        for (index, byte) in bytes.iter().enumerate() {
            match byte {
                b'\n' if self.begins_line => {
                    *self = Self::default();
                    return Some(index + 1);
                }
                b'\n' => self.begins_line = true,
                b'\r' => {}
                _ => self.begins_line = false,
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_head_ends_with_an_empty_line_however_it_arrives() {
        for (text, end) in [
            ("GET / HTTP/1.1\r\nHost: a\r\n\r\nGET", Some(27)),
            ("GET / HTTP/1.1\nHost: a\n\nGET", Some(24)),
            ("GET / HTTP/1.1\r\nHost: a\r\n", None),
            ("\r\n\r\nGET", Some(4)),
        ] {
            assert_eq!(EmptyLine::default().find(text.as_bytes()), end, "{text:?}");
            let mut line = EmptyLine::default();
            let piecewise = text.as_bytes().iter().position(|byte| line.find(&[*byte]).is_some());
            assert_eq!(piecewise.map(|index| index + 1), end, "{text:?}");
        }
    }
}
