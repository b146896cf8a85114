//! What the templates can show of a ticket.

use deskhand_domain::notification::Mail;
use deskhand_domain::ticket::TicketRef;
use minijinja::Value;
use serde::Serialize;

use crate::letterhead::Letterhead;
use crate::wording;
use crate::words::{UnknownText, Words};

#[derive(Serialize)]
pub(crate) struct TicketView<'a> {
    number: u64,
    title: &'a str,
    url: String,
    state: Option<TicketState>,
    /// What each event says, in a letter about several tickets.
    pub(crate) parts: Vec<Value>,
}

/// The ticket as it was after the change.
#[derive(Serialize)]
pub(crate) struct TicketState {
    status: Value,
    priority: Value,
    assignee: String,
}

pub(crate) fn ticket_view<'a>(
    mail: &'a Mail,
    ticket: &'a TicketRef,
    letterhead: &Letterhead,
    words: &Words,
) -> Result<TicketView<'a>, UnknownText> {
    let state = mail.glance.as_ref().map(|glance| {
        Ok(TicketState {
            status: Value::from_object(wording::status(glance.status, words)?),
            priority: Value::from_object(wording::priority(glance.priority, words)?),
            assignee: glance.assignee.clone().map_or_else(|| words.text("nobody-yet"), Ok)?,
        })
    });
    Ok(TicketView {
        number: ticket.number.get(),
        title: ticket.title.as_str(),
        url: letterhead.ticket_url.of(ticket.number),
        state: state.transpose()?,
        parts: Vec::new(),
    })
}
