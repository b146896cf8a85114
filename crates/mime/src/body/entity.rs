use crate::decode::{Decoded, decode_header, decode_transfer};
use crate::header::{Disposition, MediaType};
use crate::structure::{Fields, split_part_header};

/// A mail or a part of one, with what its header says about it.
#[derive(Debug)]
pub(super) struct Entity<'m> {
    /// Header and body, where the header is its own.
    pub(super) raw: &'m [u8],
    pub(super) body: &'m [u8],
    pub(super) media_type: MediaType,
    pub(super) disposition: Disposition,
    pub(super) content_id: Option<String>,
    pub(super) is_root: bool,
    encoding: Option<&'m [u8]>,
}

impl<'m> Entity<'m> {
    /// The mail itself.
    pub(super) fn root(fields: &Fields<'m>, body: &'m [u8]) -> Self {
        Self { is_root: true, ..Self::with(fields, body, body, "text/plain") }
    }

    /// A part, of the type `default` where it says none. One whose header is too long is a file of its own.
    pub(super) fn part(raw: &'m [u8], default: &str) -> Self {
        match split_part_header(raw) {
            Some((fields, body)) => Self::with(&fields, raw, body, default),
            None => Self::with(&Fields::default(), raw, raw, "application/octet-stream"),
        }
    }

    fn with(fields: &Fields<'m>, raw: &'m [u8], body: &'m [u8], default: &str) -> Self {
        let media_type = MediaType::of(fields, default);
        let content_id = fields.first("Content-ID").map(decode_header);
        let content_id = content_id.map(|id| id.trim_matches(['<', '>', ' ']).chars().take(200).collect::<String>());
        Self {
            raw,
            body,
            disposition: Disposition::of(fields, &media_type),
            media_type,
            content_id: content_id.filter(|id| !id.is_empty()),
            is_root: false,
            encoding: fields.first("Content-Transfer-Encoding"),
        }
    }

    pub(super) fn decoded(&self) -> Decoded<'m> {
        decode_transfer(self.encoding, self.body)
    }

    pub(super) fn charset(&self) -> Option<&str> {
        self.media_type.parameters.get("charset")
    }

    pub(super) fn is(&self, essence: &str) -> bool {
        self.media_type.essence == essence
    }

    /// Whether it is meant to be read with the others: text without a name of its own. The text of a mail of one part may have one.
    pub(super) fn is_body_text(&self) -> bool {
        let is_named = self.disposition.file_name.is_some() && !self.is_root;
        (self.is("text/plain") || self.is("text/html")) && !self.disposition.is_attachment && !is_named
    }
}
