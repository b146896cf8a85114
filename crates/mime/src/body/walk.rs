use deskhand_domain::incoming::{IncomingFile, MailMessageId, MailReport, Remark};

use super::content::{Content, Text};
use super::entity::Entity;
use super::{alternative, cms, flowed, report};
use crate::decode::{Decoded, decode_text};
use crate::header::message_ids;
use crate::limits::{MOST_FILES, MOST_LEVELS, MOST_PARTS};
use crate::structure::{split_part_header, split_parts};

const MOST_INNER_IDS: usize = 20;

/// What is found beside texts and files.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub(super) report: Option<MailReport>,
    pub(super) has_returned_mail: bool,
    pub(super) inner_ids: Vec<MailMessageId>,
    pub(super) files_left_out: usize,
    pub(super) remarks: Vec<Remark>,
}

/// Goes through the parts of a mail. It calls itself for parts of parts, which is not deeper than [`MOST_LEVELS`].
#[derive(Debug, Default)]
pub(super) struct Walk {
    found: Found,
    parts: usize,
    files: usize,
}

impl Walk {
    pub(super) fn new(report: Option<MailReport>) -> Self {
        Self { found: Found { report, ..Found::default() }, ..Self::default() }
    }

    pub(super) fn finish(mut self) -> Found {
        if let Some(MailReport::Delivery(report)) = &mut self.found.report {
            report.returned_message_id = self.found.inner_ids.first().cloned();
        }
        self.found
    }

    pub(super) fn read(&mut self, entity: &Entity<'_>, level: usize) -> Content {
        let essence = entity.media_type.essence.as_str();
        if entity.media_type.is_multipart() {
            return if level > MOST_LEVELS { self.raw_file(entity) } else { self.read_parts(entity, level) };
        }
        if entity.is_body_text() {
            return self.text(entity);
        }
        if report::is_mail(essence) {
            self.note_returned_mail(entity);
        }
        match essence {
            "application/pkcs7-mime" | "application/x-pkcs7-mime" => self.read_cms(entity, level),
            "message/delivery-status" | "message/global-delivery-status" => {
                if let Some(MailReport::Delivery(delivery)) = &mut self.found.report {
                    report::read_status(&entity.decoded().bytes, delivery);
                }
                self.file(entity, false)
            }
            "application/pgp-signature"
            | "application/pkcs7-signature"
            | "application/x-pkcs7-signature"
            | "application/pgp-encrypted" => self.file(entity, true),
            "application/ms-tnef" | "application/vnd.ms-tnef" => {
                self.remark(Remark::WinmailDat);
                self.file(entity, false)
            }
            _ => self.file(entity, false),
        }
    }

    fn read_parts(&mut self, entity: &Entity<'_>, level: usize) -> Content {
        let boundary = entity.media_type.parameters.get("boundary").map(str::trim_end);
        let room = MOST_PARTS.saturating_sub(self.parts) + 1;
        let Some(parts) = split_parts(entity.body, boundary.map(str::as_bytes), room) else {
            // There is no boundary in it: all of it is text.
            return Content::of_text(Text::Plain(decode_text(entity.body, entity.charset())));
        };
        if entity.is("multipart/encrypted") {
            self.remark(Remark::Encrypted);
        }
        let default = if entity.is("multipart/digest") { "message/rfc822" } else { "text/plain" };
        let mut contents = Vec::new();
        for part in parts {
            if self.parts >= MOST_PARTS {
                self.remark(Remark::PartsLeftOut);
                break;
            }
            self.parts += 1;
            contents.push(self.read(&Entity::part(part, default), level + 1));
        }
        if entity.is("multipart/alternative") {
            return alternative::choose(contents);
        }
        contents.into_iter().fold(Content::default(), |mut all, content| {
            all.append(content);
            all
        })
    }

    fn text(&mut self, entity: &Entity<'_>) -> Content {
        let Decoded { bytes, rest } = entity.decoded();
        let is_html = entity.is("text/html");
        let declared = entity.charset().map(str::to_owned).or_else(|| is_html.then(|| crate::html::charset(&bytes))?);
        let text = decode_text(&bytes, declared.as_deref());
        let text = if is_html {
            Text::Html(text)
        } else if entity.media_type.says("format", "flowed") {
            Text::Plain(flowed::unflow(&text, entity.media_type.says("delsp", "yes")))
        } else {
            Text::Plain(text)
        };
        let mut content = Content::of_text(text);
        content.append(self.rest(rest));
        content
    }

    fn file(&mut self, entity: &Entity<'_>, is_hidden: bool) -> Content {
        let Decoded { bytes, rest } = entity.decoded();
        let mut content = self.rest(rest);
        content.append(self.file_of(entity, is_hidden, bytes.into_owned()));
        content
    }

    /// A part that is not looked into, with its header: mail programs open it as a mail.
    fn raw_file(&mut self, entity: &Entity<'_>) -> Content {
        let mut content = self.file_of(entity, false, entity.raw.to_vec());
        for file in &mut content.files {
            "message/rfc822".clone_into(&mut file.media_type);
        }
        content
    }

    fn file_of(&mut self, entity: &Entity<'_>, is_hidden: bool, bytes: Vec<u8>) -> Content {
        if self.files >= MOST_FILES {
            self.found.files_left_out += 1;
            return Content::default();
        }
        self.files += 1;
        if entity.disposition.file_name.as_deref().is_some_and(|name| name.eq_ignore_ascii_case("winmail.dat")) {
            self.remark(Remark::WinmailDat);
        }
        let is_inline =
            entity.disposition.is_inline || (entity.content_id.is_some() && !entity.disposition.is_attachment);
        let file = IncomingFile {
            name: entity.disposition.file_name.clone().unwrap_or_default(),
            media_type: entity.media_type.essence.clone(),
            content_id: entity.content_id.clone(),
            is_inline,
            is_hidden,
            bytes,
        };
        Content { texts: Vec::new(), files: vec![file] }
    }

    /// What follows the encoded bytes of a part is text, if it says something.
    fn rest(&mut self, rest: &[u8]) -> Content {
        let text = decode_text(rest, None);
        if !text.contains(char::is_alphanumeric) {
            return Content::default();
        }
        self.remark(Remark::Damaged);
        Content::of_text(Text::Plain(text))
    }

    /// S/MIME: signed, with the signed part inside, or encrypted.
    fn read_cms(&mut self, entity: &Entity<'_>, level: usize) -> Content {
        let inner = cms::signed_content(&entity.decoded().bytes).filter(|_| level <= MOST_LEVELS);
        match inner {
            Some(inner) => {
                let mut content = self.read(&Entity::part(&inner, "text/plain"), level + 1);
                content.append(self.file(entity, true));
                content
            }
            None => {
                self.remark(Remark::Encrypted);
                self.file(entity, false)
            }
        }
    }

    fn note_returned_mail(&mut self, entity: &Entity<'_>) {
        self.found.has_returned_mail = true;
        let bytes = entity.decoded().bytes;
        let ids =
            split_part_header(&bytes).map(|(fields, _)| message_ids(fields.all("Message-ID"))).unwrap_or_default();
        let room = MOST_INNER_IDS.saturating_sub(self.found.inner_ids.len());
        self.found.inner_ids.extend(ids.into_iter().take(room));
    }

    fn remark(&mut self, remark: Remark) {
        if !self.found.remarks.contains(&remark) {
            self.found.remarks.push(remark);
        }
    }
}
