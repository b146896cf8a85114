//! Reads the mails that the builder makes.

use deskhand_domain::incoming::{IncomingFile, IncomingMail};
use deskhand_mime::MimeReader;
pub(crate) use deskhand_tests::mail::{Part, file, mail, part, typed, wrapped};

pub(crate) const MOST_BYTES: usize = 25_000_000;

pub(crate) trait Read {
    fn read(&self) -> IncomingMail;
}

impl Read for Part {
    fn read(&self) -> IncomingMail {
        read(&self.bytes())
    }
}

pub(crate) fn read(raw: &[u8]) -> IncomingMail {
    MimeReader::new(MOST_BYTES).read(raw)
}

/// The names of the files that are shown.
pub(crate) fn names(mail: &IncomingMail) -> Vec<&str> {
    mail.files.iter().filter(|file| !file.is_hidden).map(|file| file.name.as_str()).collect()
}

pub(crate) fn hidden(mail: &IncomingMail) -> Vec<&IncomingFile> {
    mail.files.iter().filter(|file| file.is_hidden).collect()
}
