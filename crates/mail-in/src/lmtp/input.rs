use std::io;

use tokio::io::{AsyncRead, AsyncReadExt};

use super::content::Content;

/// How many bytes are read at once.
const PIECE: usize = 8192;

/// What the client sends: lines of commands, and the bytes of mails.
pub(super) struct Input<R> {
    reader: R,
    /// What was read and is not used yet.
    waiting: Vec<u8>,
    /// Whether the beginning of a line that is too long was thrown away.
    is_skipping: bool,
}

/// A line of a command.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Line {
    /// Without its CR LF.
    Whole(Vec<u8>),
    /// It had more bytes than a command may have.
    TooLong,
}

impl<R: AsyncRead + Unpin> Input<R> {
    pub(super) const fn new(reader: R) -> Self {
        Self { reader, waiting: Vec::new(), is_skipping: false }
    }

    /// Waits for more. `false` if the client sends no more.
    pub(super) async fn fill(&mut self) -> io::Result<bool> {
        self.waiting.reserve(PIECE);
        Ok(self.reader.read_buf(&mut self.waiting).await? > 0)
    }

    /// The next line, if all of it was read. It ends with CR LF and has up to `most` bytes.
    pub(super) fn line(&mut self, most: usize) -> Option<Line> {
        let Some(end) = self.waiting.windows(2).position(|pair| pair == b"\r\n") else {
            if self.waiting.len() >= most {
                // The last byte may be the CR of the line's end.
                self.waiting.drain(..self.waiting.len() - 1);
                self.is_skipping = true;
            }
            return None;
        };
        let mut line: Vec<u8> = self.waiting.drain(..end + 2).collect();
        line.truncate(end);
        let is_too_long = std::mem::take(&mut self.is_skipping) || end + 2 > most;
        Some(if is_too_long { Line::TooLong } else { Line::Whole(line) })
    }

    /// Moves what was read into the mail, up to its end. Returns whether that was reached.
    pub(super) fn content(&mut self, content: &mut Content) -> bool {
        let (taken, is_end) = content.take(&self.waiting);
        self.waiting.drain(..taken);
        is_end
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn lines(bytes: &[u8]) -> Vec<Line> {
        let mut input = Input::new(bytes);
        let mut lines = Vec::new();
        while input.fill().await.unwrap() {
            lines.extend(std::iter::from_fn(|| input.line(10)));
        }
        lines
    }

    #[tokio::test]
    async fn a_line_ends_with_cr_lf_and_one_that_is_too_long_ends_there_as_well() {
        let whole = |text: &[u8]| Line::Whole(text.to_vec());
        assert_eq!(lines(b"a\r\n\r\nb\nc\r\n").await, [whole(b"a"), whole(b""), whole(b"b\nc")]);
        assert_eq!(lines(b"12345678\r\nb\r\n").await, [whole(b"12345678"), whole(b"b")]);
        assert_eq!(lines(b"123456789\r\nb\r\n").await, [Line::TooLong, whole(b"b")]);
        let long = [&[b'a'; 3 * PIECE - 1], &b"\r\nb\r\n"[..]].concat();
        assert_eq!(lines(&long).await, [Line::TooLong, whole(b"b")]);
    }
}
