use std::borrow::Cow;

use deskhand_domain::incoming::{DeliveryReport, IncomingFile, MailMessageId, MailReport, Remark};

use super::content::{Content, Text};
use super::entity::Entity;
use super::flowed;
use crate::decode::{Decoded, decode_text};
use crate::header::message_ids;
use crate::limits::{MOST_FILES, MOST_TEXT_BYTES};
use crate::structure::split_part_header;

const MOST_INNER_IDS: usize = 20;

/// What is found beside texts and files.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub(super) report: Option<MailReport>,
    pub(super) has_returned_mail: bool,
    pub(super) inner_ids: Vec<MailMessageId>,
    pub(super) files_left_out: usize,
    pub(super) remarks: Vec<Remark>,
    pub(super) is_text_cut: bool,
}

/// Makes texts and files of parts, up to the limits of a mail.
#[derive(Debug)]
pub(super) struct Collector {
    found: Found,
    files: usize,
    text_room: usize,
}

impl Collector {
    pub(super) fn new(report: Option<MailReport>) -> Self {
        Self { found: Found { report, ..Found::default() }, files: 0, text_room: MOST_TEXT_BYTES }
    }

    pub(super) fn finish(mut self) -> Found {
        if let Some(MailReport::Delivery(report)) = &mut self.found.report {
            report.returned_message_id = self.found.inner_ids.first().cloned();
        }
        self.found
    }

    pub(super) const fn delivery_report(&mut self) -> Option<&mut DeliveryReport> {
        match &mut self.found.report {
            Some(MailReport::Delivery(report)) => Some(report),
            _ => None,
        }
    }

    pub(super) fn text(&mut self, entity: &Entity<'_>) -> Content {
        let Decoded { bytes, rest } = entity.decoded();
        let is_html = entity.is("text/html");
        let charset = entity.charset().map(str::to_owned).or_else(|| is_html.then(|| crate::html::charset(&bytes))?);
        let mut content = self.text_of(entity, bytes, |beginning| {
            let text = decode_text(beginning, charset.as_deref());
            if is_html {
                Text::Html(text)
            } else if entity.media_type.says("format", "flowed") {
                Text::Plain(flowed::unflow(&text, entity.media_type.says("delsp", "yes")))
            } else {
                Text::Plain(text)
            }
        });
        content.append(self.rest(entity, rest));
        content
    }

    /// A part that should have parts, and has none: all of it is text.
    pub(super) fn undivided(&mut self, entity: &Entity<'_>) -> Content {
        let plain = |beginning: &[u8]| Text::Plain(decode_text(beginning, entity.charset()));
        self.text_of(entity, Cow::Borrowed(entity.body), plain)
    }

    /// The text of as many bytes as there is room for. If that is not all, the part is a file as well.
    fn text_of(&mut self, entity: &Entity<'_>, bytes: Cow<'_, [u8]>, read: impl FnOnce(&[u8]) -> Text) -> Content {
        let beginning = beginning(&bytes, self.text_room);
        self.text_room -= beginning.len();
        let mut content = Content::of_text(read(beginning));
        if beginning.len() < bytes.len() {
            self.found.is_text_cut = true;
            content.append(self.file_of(entity, false, bytes.into_owned()));
        }
        content
    }

    /// What follows the encoded bytes of a part is text, if it says something.
    fn rest(&mut self, entity: &Entity<'_>, rest: &[u8]) -> Content {
        if !decode_text(beginning(rest, self.text_room), None).contains(char::is_alphanumeric) {
            return Content::default();
        }
        self.remark(Remark::Damaged);
        self.text_of(entity, Cow::Borrowed(rest), |beginning| Text::Plain(decode_text(beginning, None)))
    }

    pub(super) fn file(&mut self, entity: &Entity<'_>, is_hidden: bool) -> Content {
        let Decoded { bytes, rest } = entity.decoded();
        let mut content = self.file_of(entity, is_hidden, bytes.into_owned());
        content.append(self.rest(entity, rest));
        content
    }

    /// A part that is not looked into, with its header: mail programs open it as a mail.
    pub(super) fn raw_file(&mut self, entity: &Entity<'_>) -> Content {
        let mut content = self.file_of(entity, false, entity.raw.to_vec());
        for file in &mut content.files {
            "message/rfc822".clone_into(&mut file.media_type);
        }
        content
    }

    fn file_of(&mut self, entity: &Entity<'_>, is_hidden: bool, bytes: Vec<u8>) -> Content {
        if self.files >= MOST_FILES {
            self.found.files_left_out += 1;
            self.remark(Remark::FilesLeftOut);
            return Content::default();
        }
        self.files += 1;
        let disposition = &entity.disposition;
        if disposition.file_name.as_deref().is_some_and(|name| name.eq_ignore_ascii_case("winmail.dat")) {
            self.remark(Remark::WinmailDat);
        }
        let file = IncomingFile {
            name: disposition.file_name.clone().unwrap_or_default(),
            media_type: entity.media_type.essence.clone(),
            content_id: entity.content_id.clone(),
            is_inline: disposition.is_inline || (entity.content_id.is_some() && !disposition.is_attachment),
            is_hidden,
            bytes,
        };
        Content { texts: Vec::new(), files: vec![file] }
    }

    pub(super) fn note_returned_mail(&mut self, entity: &Entity<'_>) {
        self.found.has_returned_mail = true;
        let bytes = entity.decoded().bytes;
        let ids =
            split_part_header(&bytes).map(|(fields, _)| message_ids(fields.all("Message-ID"))).unwrap_or_default();
        let room = MOST_INNER_IDS.saturating_sub(self.found.inner_ids.len());
        self.found.inner_ids.extend(ids.into_iter().take(room));
    }

    pub(super) fn remark(&mut self, remark: Remark) {
        if !self.found.remarks.contains(&remark) {
            self.found.remarks.push(remark);
        }
    }
}

/// At most so many bytes, and no piece of a character of UTF-8 at their end.
fn beginning(bytes: &[u8], most: usize) -> &[u8] {
    let is_within = |at: usize| bytes.get(at).is_some_and(|byte| byte & 0xC0 == 0x80);
    let end = (0..=most).rev().take(4).find(|at| !is_within(*at)).unwrap_or(most);
    bytes.get(..end).unwrap_or(bytes)
}
