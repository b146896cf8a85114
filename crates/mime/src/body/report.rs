use deskhand_domain::incoming::{DeliveryReport, MailReport, RecipientReport};

use super::entity::Entity;
use crate::header::plain;
use crate::structure::{Fields, split_part_header};

const MOST_RECIPIENTS: usize = 100;

/// The report that a mail says to be.
pub(super) fn kind_of(root: &Entity<'_>) -> Option<MailReport> {
    if !root.is("multipart/report") {
        return None;
    }
    let is_delivery = root.media_type.says("report-type", "delivery-status")
        || root.media_type.says("report-type", "global-delivery-status");
    Some(if is_delivery { MailReport::Delivery(DeliveryReport::default()) } else { MailReport::Other })
}

/// Whether a part of this type is a mail, or the header of one.
pub(super) fn is_mail(essence: &str) -> bool {
    matches!(
        essence,
        "message/rfc822"
            | "message/global"
            | "text/rfc822-headers"
            | "message/rfc822-headers"
            | "message/global-headers"
    )
}

/// Reads `message/delivery-status`: groups of fields with blank lines between them, of which the first is about the whole mail.
pub(super) fn read_status(bytes: &[u8], report: &mut DeliveryReport) {
    let mut rest = bytes.trim_ascii_start();
    let mut is_first = true;
    while let Some((fields, after)) = split_part_header(rest).filter(|(fields, _)| fields.iter().next().is_some()) {
        if is_first {
            report.original_envelope_id = fields.first("Original-Envelope-Id").map(plain);
        }
        // Some servers write no blank line after the first group.
        let names_recipient = fields.first("Final-Recipient").or_else(|| fields.first("Original-Recipient")).is_some();
        if names_recipient && report.recipients.len() < MOST_RECIPIENTS {
            report.recipients.push(recipient(&fields));
        }
        is_first = false;
        rest = after.trim_ascii_start();
    }
}

fn recipient(fields: &Fields<'_>) -> RecipientReport {
    let word = |value| plain(value).split([' ', '(']).next().unwrap_or_default().to_ascii_lowercase();
    RecipientReport {
        action: fields.first("Action").and_then(|value| word(value).parse().ok()),
        status: fields.first("Status").and_then(|value| plain(value).parse().ok()),
        final_recipient: fields.first("Final-Recipient").map(address),
        original_recipient: fields.first("Original-Recipient").map(address),
    }
}

/// `rfc822; ada@client.example`, without the type.
fn address(value: &[u8]) -> String {
    let text = plain(value);
    let address = text.split_once(';').map_or(text.as_str(), |(_, address)| address).trim();
    address.trim_matches(['<', '>']).to_owned()
}
