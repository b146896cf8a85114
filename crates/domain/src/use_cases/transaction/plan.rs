//! The result of a dry run.

use crate::history::Topic;
use crate::ids::{PersonId, TicketId};
use crate::notification::{MailKind, Reason};
use crate::people::{Actor, PersonRef};
use crate::permissions;
use crate::policy::Workflow;
use crate::ports::HistoryView;
use crate::ticket::{Ticket, TicketAction};

/// What a use case would have done, if it had been committed.
#[derive(Debug)]
pub struct Plan<T> {
    /// The result that a commit would have returned.
    pub result: T,
    /// The events that the history would have got.
    pub events: Vec<HistoryView>,
    /// The mails that would have been queued.
    pub mails: Vec<MailPreview>,
}

/// A mail that would have been queued.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MailPreview {
    /// The person who would have got it.
    pub recipient: PersonRef,
    /// Why this person would have got it.
    pub reason: Reason,
    /// What it would have been about.
    pub kind: MailKind,
    /// The ticket that it would have been about, if any.
    pub ticket: Option<TicketId>,
}

impl<T> Plan<T> {
    /// Removes from a plan for `ticket` what `actor` may not see: events and mails about other tickets, and, unless
    /// `actor` may read notes, internal events and mails to people other than reporter, followers and assignee. So a customer does
    /// not learn who the admins are.
    #[must_use]
    pub fn seen_by(mut self, actor: &Actor, ticket: &Ticket, rules: &Workflow) -> Self {
        let is_staff = permissions::may(actor, TicketAction::ReadNotes, &ticket.relation_to(actor), rules).is_ok();
        let takes_part = |person: PersonId| person == ticket.reporter || ticket.followers.include(person);
        let is_on_ticket = |person: PersonId| takes_part(person) || Some(person) == ticket.assignee;
        self.events.retain(|view| {
            view.event.topic == Topic::Ticket(ticket.id) && (is_staff || !view.event.kind.is_internal())
        });
        self.mails.retain(|mail| mail.ticket == Some(ticket.id) && (is_staff || is_on_ticket(mail.recipient.id)));
        self
    }
}
