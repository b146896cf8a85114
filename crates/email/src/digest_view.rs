//! What the template of a digest can show.

use deskhand_domain::notification::{DIGEST_WINDOW, Mail};
use deskhand_domain::ports::DeskDigest;
use time::OffsetDateTime;

use crate::letterhead::Letterhead;

pub(crate) struct DigestView {
    pub(crate) from: String,
    pub(crate) until: String,
    pub(crate) opened: Vec<OpenedTicket>,
    pub(crate) opened_total: u64,
    /// How many of them are not listed.
    pub(crate) more: u64,
    pub(crate) unassigned: u64,
    pub(crate) waiting_engineers: u64,
}

pub(crate) struct OpenedTicket {
    pub(crate) number: u64,
    pub(crate) title: String,
    pub(crate) reporter: String,
    pub(crate) url: String,
}

impl DigestView {
    pub(crate) fn new(mail: &Mail, digest: &DeskDigest, letterhead: &Letterhead) -> Self {
        let opened: Vec<OpenedTicket> = digest
            .opened
            .iter()
            .map(|view| OpenedTicket {
                number: view.ticket.number.get(),
                title: view.ticket.title.to_string(),
                reporter: view.reporter.name.to_string(),
                url: letterhead.ticket_url.of(view.ticket.number),
            })
            .collect();
        Self {
            from: clock(mail.created_at),
            until: clock(mail.created_at + DIGEST_WINDOW),
            more: digest.opened_total.saturating_sub(opened.len() as u64),
            opened,
            opened_total: digest.opened_total,
            unassigned: digest.unassigned,
            waiting_engineers: digest.waiting_engineers,
        }
    }
}

/// Such as `09:30 UTC`.
fn clock(at: OffsetDateTime) -> String {
    let utc = at.to_offset(time::UtcOffset::UTC);
    format!("{:02}:{:02} UTC", utc.hour(), utc.minute())
}
