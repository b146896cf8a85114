//! Builds mails, byte by byte, also wrong ones.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;

/// Header lines and a body: of a mail or of a part.
#[derive(Clone, Debug)]
pub struct Part {
    header: Vec<u8>,
    body: Vec<u8>,
}

/// The header of a mail from Ada to the desk.
#[must_use]
pub fn mail() -> Part {
    part()
        .line("From: Ada Lovelace <ada@client.example>")
        .line("To: support@desk.example")
        .line("Subject: My umbrella")
        .line("Message-ID: <first@client.example>")
        .line("MIME-Version: 1.0")
}

/// Nothing yet.
#[must_use]
pub fn part() -> Part {
    Part { header: Vec::new(), body: Vec::new() }
}

/// A part of a type, with its body.
#[must_use]
pub fn typed(media_type: &str, body: impl AsRef<[u8]>) -> Part {
    part().line(format!("Content-Type: {media_type}")).body(body)
}

/// A file with a name, in base64.
#[must_use]
pub fn file(media_type: &str, name: &str, bytes: &[u8]) -> Part {
    typed(media_type, wrapped(bytes))
        .line(format!("Content-Disposition: attachment; filename=\"{name}\""))
        .line("Content-Transfer-Encoding: base64")
}

/// Bytes in base64, in lines.
#[must_use]
pub fn wrapped(bytes: &[u8]) -> String {
    let text = BASE64_STANDARD.encode(bytes);
    text.as_bytes().chunks(76).map(|line| format!("{}\r\n", String::from_utf8_lossy(line))).collect()
}

impl Part {
    /// A line of the header.
    #[must_use]
    pub fn line(mut self, line: impl AsRef<[u8]>) -> Self {
        self.header.extend_from_slice(line.as_ref());
        self.header.extend_from_slice(b"\r\n");
        self
    }

    /// More of the body.
    #[must_use]
    pub fn body(mut self, body: impl AsRef<[u8]>) -> Self {
        self.body.extend_from_slice(body.as_ref());
        self
    }

    /// Parts within it; `kind` is the subtype with its parameters.
    #[must_use]
    pub fn multipart(self, kind: &str, boundary: &str, parts: &[Self]) -> Self {
        let mut all = self.line(format!("Content-Type: multipart/{kind}; boundary=\"{boundary}\""));
        for part in parts {
            all = all.body(format!("--{boundary}\r\n")).body(part.bytes()).body("\r\n");
        }
        all.body(format!("--{boundary}--\r\n"))
    }

    /// The whole mail.
    #[must_use]
    pub fn bytes(&self) -> Vec<u8> {
        [&self.header, &b"\r\n"[..], &self.body].concat()
    }
}
