//! What the template of a digest can show.

use deskhand_domain::notification::{DIGEST_WINDOW, Mail};
use deskhand_domain::ports::{DeskDigest, Total};
use minijinja::Value;
use serde::Serialize;

use crate::letterhead::Letterhead;
use crate::moments::Moments;
use crate::sentence::Sentence;
use crate::words::{Arg, UnknownText, Words};

#[derive(Serialize)]
pub(crate) struct DigestView {
    from: Value,
    until: Value,
    opened: Vec<OpenedTicket>,
    opened_total: Value,
    /// The same as a number, at most as far as was counted.
    opened_count: u64,
    /// How many of them are not listed; `None` if all are.
    more: Option<Value>,
    unassigned: Value,
    waiting_engineers: Value,
}

#[derive(Serialize)]
struct OpenedTicket {
    number: u64,
    title: String,
    reporter: String,
    url: String,
}

impl DigestView {
    pub(crate) fn new(
        mail: &Mail,
        digest: &DeskDigest,
        (words, moments): (&Words, &Moments<'_>),
        letterhead: &Letterhead,
    ) -> Result<Self, UnknownText> {
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
        let total = digest.opened_total;
        let more = total.rows().saturating_sub(opened.len() as u64);
        let number = |rows, is_capped| number(rows, is_capped, words).map(Value::from_object);
        let of = |total: Total| number(total.rows(), total.is_capped());
        Ok(Self {
            from: Value::from_object(moments.clock(mail.created_at)?),
            until: Value::from_object(moments.clock(mail.created_at + DIGEST_WINDOW)?),
            more: (more > 0).then(|| number(more, total.is_capped())).transpose()?,
            opened,
            opened_total: of(total)?,
            opened_count: total.rows(),
            unassigned: of(digest.unassigned)?,
            waiting_engineers: of(digest.waiting_engineers)?,
        })
    }
}

/// A total counts only so far.
fn number(rows: u64, is_capped: bool, words: &Words) -> Result<Sentence, UnknownText> {
    if is_capped {
        words.sentence("more-than", &[("number", Arg::Number(rows))])
    } else {
        Ok(Sentence::ours(rows.to_string()))
    }
}
