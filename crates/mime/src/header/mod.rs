//! The header of a mail and of its parts.

mod addresses;
mod date;
mod ids;
mod marks;
mod media_type;
mod parameters;
mod plain;

use deskhand_domain::incoming::{DeliveryHeaders, IncomingMail};

use crate::decode::decode_header;
use crate::structure::Fields;

pub(crate) use ids::message_ids;
pub(crate) use media_type::{Disposition, MediaType};
use plain::MOST_OF_A_KIND;
pub(crate) use plain::plain;

/// What the header says. Everything else in the result is as in an empty mail.
pub(crate) fn read(fields: &Fields<'_>) -> IncomingMail {
    let mailboxes = |name| addresses::mailboxes(fields.all(name).take(MOST_OF_A_KIND));
    let delivered = |name| addresses::bare(fields.all(name).take(MOST_OF_A_KIND));
    IncomingMail {
        message_id: fields.first("Message-ID").and_then(|value| message_ids([value]).into_iter().next()),
        in_reply_to: message_ids(fields.all("In-Reply-To").take(MOST_OF_A_KIND)),
        references: message_ids(fields.all("References").take(MOST_OF_A_KIND)),
        from_headers: fields.all("From").count(),
        from: mailboxes("From"),
        sender: mailboxes("Sender").into_iter().next(),
        reply_to: mailboxes("Reply-To"),
        to: mailboxes("To"),
        cc: mailboxes("Cc"),
        date: fields.first("Date").and_then(date::read),
        subject: fields.first("Subject").map(decode_header).unwrap_or_default(),
        delivered: DeliveryHeaders {
            delivered_to: delivered("Delivered-To"),
            x_original_to: delivered("X-Original-To"),
            envelope_to: delivered("Envelope-To"),
            x_envelope_to: delivered("X-Envelope-To"),
        },
        received: fields.all("Received").count(),
        loop_ids: fields.all("X-Deskhand-Loop").take(MOST_OF_A_KIND).map(plain).collect(),
        authentication_results: fields.all_exact("Authentication-Results").take(MOST_OF_A_KIND).map(plain).collect(),
        marks: marks::read(fields),
        ..IncomingMail::default()
    }
}
