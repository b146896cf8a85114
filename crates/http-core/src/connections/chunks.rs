use super::head::EmptyLine;

/// Finds the end of a chunked body (RFC 9112, section 7.1). It only decides which bytes belong to the body; actix checks what they say.
#[derive(Clone, Copy, Debug)]
pub(super) enum Chunks {
    /// In the line with the size of a chunk; `is_read` after its last digit.
    Size { size: u64, is_read: bool },
    /// In the bytes of a chunk.
    Data(u64),
    /// In the line end after them.
    DataEnd,
    /// In the trailers after the last chunk.
    Trailers(EmptyLine),
    /// Behind the body.
    Over,
}

impl Chunks {
    pub(super) const BEGIN: Self = Self::Size { size: 0, is_read: false };

    /// The number of bytes at the beginning that belong to the body.
    pub(super) fn take(&mut self, bytes: &[u8]) -> usize {
        let mut rest = bytes;
        while let Some((byte, behind)) = rest.split_first() {
            match self {
                Self::Size { size: 0, .. } if *byte == b'\n' => *self = Self::Trailers(EmptyLine::AFTER_LINE),
                Self::Size { size, .. } if *byte == b'\n' => *self = Self::Data(*size),
                Self::Size { size, is_read } => match char::from(*byte).to_digit(16) {
                    Some(digit) if !*is_read => *size = size.saturating_mul(16).saturating_add(digit.into()),
                    _ => *is_read = true,
                },
                Self::Data(left) => {
                    let (taken, behind) = rest.split_at(rest.len().min(usize::try_from(*left).unwrap_or(usize::MAX)));
                    *left -= taken.len() as u64;
                    if *left == 0 {
                        *self = Self::DataEnd;
                    }
                    rest = behind;
                    continue;
                }
                Self::DataEnd if *byte == b'\n' => *self = Self::BEGIN,
                Self::DataEnd => {}
                Self::Trailers(line) => {
                    if line.find(&[*byte]).is_some() {
                        *self = Self::Over;
                    }
                }
                Self::Over => break,
            }
            rest = behind;
        }
        bytes.len() - rest.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chunked_body_ends_where_it_says() {
        for (body, rest) in [
            ("0\r\n\r\n", "GET /"),
            ("5\r\nhello\r\n0\r\n\r\n", "GET /"),
            ("5;ext=1\r\n0\r\n\r\n\r\n1F\r\n0123456789012345678901234567890\r\n0\r\nTrailer: 1\r\n\r\n", "\r\n"),
            ("5\r\nhel", ""),
            ("5\r\nhello\r\n0\r\n", ""),
        ] {
            let text = format!("{body}{rest}");
            let mut chunks = Chunks::BEGIN;
            assert_eq!(chunks.take(text.as_bytes()), body.len(), "{text:?}");
            let mut chunks = Chunks::BEGIN;
            let piecewise: usize = text.as_bytes().iter().map(|byte| chunks.take(&[*byte])).sum();
            assert_eq!(piecewise, body.len(), "{text:?}");
            assert_eq!(matches!(chunks, Chunks::Over), body.ends_with("\r\n\r\n"), "{text:?}");
        }
    }
}
