use deskhand_domain::incoming::{MailReport, Remark};

use super::collector::{Collector, Found};
use super::content::Content;
use super::entity::Entity;
use super::{alternative, cms, report};
use crate::limits::{MOST_LEVELS, MOST_PARTS};
use crate::structure::split_parts;

/// Goes through the parts of a mail. It calls itself for parts of parts, which is not deeper than [`MOST_LEVELS`].
#[derive(Debug)]
pub(super) struct Walk {
    collector: Collector,
    parts: usize,
}

impl Walk {
    pub(super) fn new(report: Option<MailReport>) -> Self {
        Self { collector: Collector::new(report), parts: 0 }
    }

    pub(super) fn finish(self) -> Found {
        self.collector.finish()
    }

    pub(super) fn read(&mut self, entity: &Entity<'_>, level: usize) -> Content {
        let essence = entity.media_type.essence.as_str();
        if entity.media_type.is_multipart() {
            return if level > MOST_LEVELS { self.collector.raw_file(entity) } else { self.read_parts(entity, level) };
        }
        if entity.is_body_text() {
            return self.collector.text(entity);
        }
        if report::is_mail(essence) {
            self.collector.note_returned_mail(entity);
        }
        match essence {
            "application/pkcs7-mime" | "application/x-pkcs7-mime" => self.read_cms(entity, level),
            "message/delivery-status" | "message/global-delivery-status" => {
                if let Some(delivery) = self.collector.delivery_report() {
                    report::read_status(&entity.decoded().bytes, delivery);
                }
                self.collector.file(entity, false)
            }
            "application/pgp-signature"
            | "application/pkcs7-signature"
            | "application/x-pkcs7-signature"
            | "application/pgp-encrypted" => self.collector.file(entity, true),
            "application/ms-tnef" | "application/vnd.ms-tnef" => {
                self.collector.remark(Remark::WinmailDat);
                self.collector.file(entity, false)
            }
            _ => self.collector.file(entity, false),
        }
    }

    fn read_parts(&mut self, entity: &Entity<'_>, level: usize) -> Content {
        let boundary = entity.media_type.parameters.get("boundary").map(str::trim_end);
        let room = MOST_PARTS.saturating_sub(self.parts) + 1;
        let Some(parts) = split_parts(entity.body, boundary.map(str::as_bytes), room) else {
            // There is no boundary in it: all of it is text.
            return self.collector.undivided(entity);
        };
        if entity.is("multipart/encrypted") {
            self.collector.remark(Remark::Encrypted);
        }
        let default = if entity.is("multipart/digest") { "message/rfc822" } else { "text/plain" };
        let mut contents = Vec::new();
        for part in parts {
            if self.parts >= MOST_PARTS {
                self.collector.remark(Remark::PartsLeftOut);
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

    /// S/MIME: signed, with the signed part inside, or encrypted.
    fn read_cms(&mut self, entity: &Entity<'_>, level: usize) -> Content {
        let inner = cms::signed_content(&entity.decoded().bytes).filter(|_| level <= MOST_LEVELS);
        match inner {
            Some(inner) => {
                let mut content = self.read(&Entity::part(&inner, "text/plain"), level + 1);
                content.append(self.collector.file(entity, true));
                content
            }
            None => {
                self.collector.remark(Remark::Encrypted);
                self.collector.file(entity, false)
            }
        }
    }
}
