//! The lines of a file, one at a time: a long file needs no more memory than its longest line.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;

/// The longest line: more than a ticket with a thousand of the longest messages.
const LONGEST: u64 = 256 * 1024 * 1024;

/// A line that is not empty.
pub(super) struct Line {
    /// Its place in the file, from 1.
    pub(super) number: u64,
    pub(super) text: Result<Vec<u8>, TooLong>,
}

#[derive(Debug, thiserror::Error)]
#[error("the line is longer than {} MiB", LONGEST / 1024 / 1024)]
pub(super) struct TooLong;

pub(super) struct Lines {
    file: BufReader<File>,
    number: u64,
}

impl Lines {
    pub(super) fn open(file: &Path) -> io::Result<Self> {
        Ok(Self { file: BufReader::new(File::open(file)?), number: 0 })
    }

    fn read(&mut self) -> io::Result<Option<Line>> {
        loop {
            let mut text = Vec::new();
            if self.file.by_ref().take(LONGEST).read_until(b'\n', &mut text)? == 0 {
                return Ok(None);
            }
            self.number += 1;
            if text.len() as u64 == LONGEST && text.last() != Some(&b'\n') {
                self.skip_rest()?;
                return Ok(Some(Line { number: self.number, text: Err(TooLong) }));
            }
            if !text.trim_ascii().is_empty() {
                return Ok(Some(Line { number: self.number, text: Ok(text) }));
            }
        }
    }

    fn skip_rest(&mut self) -> io::Result<()> {
        loop {
            let buffer = self.file.fill_buf()?;
            let (end, read) = match buffer.iter().position(|byte| *byte == b'\n') {
                Some(place) => (true, place + 1),
                None => (buffer.is_empty(), buffer.len()),
            };
            self.file.consume(read);
            if end {
                return Ok(());
            }
        }
    }
}

impl Iterator for Lines {
    type Item = io::Result<Line>;

    fn next(&mut self) -> Option<Self::Item> {
        self.read().transpose()
    }
}
