//! Builds mails, byte by byte, also wrong ones.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use deskhand_domain::incoming::{IncomingFile, IncomingMail};
use deskhand_mime::MimeReader;

pub(crate) const MOST_BYTES: usize = 25_000_000;

/// Header lines and a body: of a mail or of a part.
#[derive(Clone, Debug)]
pub(crate) struct Part {
    header: Vec<u8>,
    body: Vec<u8>,
}

/// A mail from Ada to the desk, with a text.
pub(crate) fn mail() -> Part {
    part()
        .line("From: Ada Lovelace <ada@client.example>")
        .line("To: support@desk.example")
        .line("Subject: My umbrella")
        .line("Message-ID: <first@client.example>")
        .line("MIME-Version: 1.0")
}

pub(crate) fn part() -> Part {
    Part { header: Vec::new(), body: Vec::new() }
}

/// A part of a type, with its body.
pub(crate) fn typed(media_type: &str, body: impl AsRef<[u8]>) -> Part {
    part().line(format!("Content-Type: {media_type}")).body(body)
}

/// A file with a name, in base64.
pub(crate) fn file(media_type: &str, name: &str, bytes: &[u8]) -> Part {
    typed(media_type, wrapped(bytes))
        .line(format!("Content-Disposition: attachment; filename=\"{name}\""))
        .line("Content-Transfer-Encoding: base64")
}

pub(crate) fn wrapped(bytes: &[u8]) -> String {
    let text = BASE64_STANDARD.encode(bytes);
    text.as_bytes().chunks(76).map(|line| format!("{}\r\n", str::from_utf8(line).unwrap())).collect()
}

impl Part {
    pub(crate) fn line(mut self, line: impl AsRef<[u8]>) -> Self {
        self.header.extend_from_slice(line.as_ref());
        self.header.extend_from_slice(b"\r\n");
        self
    }

    pub(crate) fn body(mut self, body: impl AsRef<[u8]>) -> Self {
        self.body.extend_from_slice(body.as_ref());
        self
    }

    /// Parts within it; `kind` is the subtype with its parameters.
    pub(crate) fn multipart(self, kind: &str, boundary: &str, parts: &[Self]) -> Self {
        let mut all = self.line(format!("Content-Type: multipart/{kind}; boundary=\"{boundary}\""));
        for part in parts {
            all = all.body(format!("--{boundary}\r\n")).body(part.bytes()).body("\r\n");
        }
        all.body(format!("--{boundary}--\r\n"))
    }

    pub(crate) fn bytes(&self) -> Vec<u8> {
        [&self.header, &b"\r\n"[..], &self.body].concat()
    }

    pub(crate) fn read(&self) -> IncomingMail {
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
