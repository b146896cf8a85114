//! What the template of a digest can show.

use deskhand_domain::notification::{DIGEST_WINDOW, Mail};
use deskhand_domain::ports::{DeskDigest, Total};
use time::OffsetDateTime;

use crate::letterhead::Letterhead;

pub(crate) struct DigestView {
    pub(crate) from: String,
    pub(crate) until: String,
    pub(crate) opened: Vec<OpenedTicket>,
    pub(crate) opened_total: String,
    /// How many of them are not listed; `None` if all are.
    pub(crate) more: Option<String>,
    pub(crate) unassigned: String,
    pub(crate) waiting_engineers: String,
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
            more: beyond(digest.opened_total, opened.len()),
            opened,
            opened_total: number(digest.opened_total),
            unassigned: number(digest.unassigned),
            waiting_engineers: number(digest.waiting_engineers),
        }
    }
}

/// A total counts only so far.
fn number(total: Total) -> String {
    let more_than = if total.is_capped() { "more than " } else { "" };
    format!("{more_than}{}", total.rows())
}

fn beyond(total: Total, listed: usize) -> Option<String> {
    let more = total.rows().saturating_sub(listed as u64);
    let more_than = if total.is_capped() { "more than " } else { "" };
    (more > 0).then(|| format!("{more_than}{more}"))
}

/// Such as `09:30 UTC`.
fn clock(at: OffsetDateTime) -> String {
    let utc = at.to_offset(time::UtcOffset::UTC);
    format!("{:02}:{:02} UTC", utc.hour(), utc.minute())
}
