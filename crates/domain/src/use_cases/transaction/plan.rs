//! What a dry run would have done.

use crate::history::Topic;
use crate::ids::{PersonId, TicketId};
use crate::notification::{MailKind, Reason};
use crate::people::{Actor, PersonRef};
use crate::permissions;
use crate::policy::Workflow;
use crate::ports::HistoryView;
use crate::ticket::{Ticket, TicketAction};

/// What would come of a verb.
#[derive(Debug)]
pub struct Plan<T> {
    /// Its result.
    pub result: T,
    /// What the history would tell.
    pub events: Vec<HistoryView>,
    /// Who would get a mail.
    pub mails: Vec<MailPreview>,
}

/// A mail that would be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MailPreview {
    /// To whom.
    pub recipient: PersonRef,
    /// Why to them.
    pub reason: Reason,
    /// What about.
    pub kind: MailKind,
    /// The ticket, where it is about one.
    pub ticket: Option<TicketId>,
}

impl<T> Plan<T> {
    /// What `actor` may know of a plan for `ticket`: nothing of what it does to other tickets, nothing internal unless
    /// they read notes, and of the mails the same: a customer does not insert who runs the desk.
    #[must_use]
    pub fn seen_by(mut self, actor: &Actor, ticket: &Ticket, rules: &Workflow) -> Self {
        let is_staff = permissions::may(actor, TicketAction::ReadNotes, &ticket.relation_to(actor), rules).is_ok();
        let is_on_ticket = |person: PersonId| person == ticket.reporter || Some(person) == ticket.assignee;
        self.events.retain(|view| {
            view.event.topic == Topic::Ticket(ticket.id) && (is_staff || !view.event.kind.is_internal())
        });
        self.mails.retain(|mail| mail.ticket == Some(ticket.id) && (is_staff || is_on_ticket(mail.recipient.id)));
        self
    }
}
