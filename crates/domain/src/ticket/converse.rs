use time::OffsetDateTime;

use super::{Awaiting, Message, MessageBody, MessageKind, Ticket};
use crate::history::{EventKind, Fact};
use crate::ids::MessageId;
use crate::people::Actor;
use crate::permissions;
use crate::policy::Workflow;
use crate::refusal::Refusal;
use crate::state_machine::{StatusAction, TicketAction, TicketStatus};

impl Ticket {
    /// Adds a message: a note where `note` says so, else a request by the reporter or a follower, or a response by staff.
    ///
    /// It comes after every earlier message, also where a clock was set back since.
    ///
    /// A request on a ticket that is done reopens it where the policies say so; the facts tell.
    ///
    /// # Errors
    /// A [`Refusal`] where this person may not write, or nothing more is said on this ticket.
    pub fn post(
        &mut self,
        id: MessageId,
        body: MessageBody,
        note: bool,
        actor: &Actor,
        rules: &Workflow,
        now: OffsetDateTime,
    ) -> Result<(Message, Vec<Fact>), Refusal> {
        let action = if note { TicketAction::WriteNote } else { TicketAction::Reply };
        self.check(action, actor, rules, now)?;
        let kind = match note {
            true => MessageKind::Note,
            false if self.is_asked_by(actor, rules) => MessageKind::Request,
            false => MessageKind::Response,
        };
        let written_at = self.moment(now);
        let mut facts = vec![Fact::new(posted(kind)).message(id, body.as_str())];
        match kind {
            MessageKind::Note => self.0.note_count += 1,
            MessageKind::Request => {
                self.0.message_count += 1;
                self.0.awaiting = Awaiting::Staff;
                facts.extend(self.reopen_by_reply(rules, now));
            }
            MessageKind::Response => {
                self.0.message_count += 1;
                self.0.awaiting = Awaiting::Reporter;
                self.0.first_response_at.get_or_insert(written_at);
            }
        }
        let (ticket, author) = (self.id, actor.id);
        Ok((Message { id, ticket, kind, author, body, created_at: written_at, mail: None }, facts))
    }

    pub(super) fn check_reply(&self, actor: &Actor, rules: &Workflow, now: OffsetDateTime) -> Result<(), Refusal> {
        if self.status == TicketStatus::Canceled {
            return Err(Refusal::Canceled);
        }
        if !self.is_asked_by(actor, rules) {
            return Ok(());
        }
        if rules.reporter_reply_requires_response && self.first_response_at.is_none() {
            return Err(Refusal::AwaitingResponse);
        }
        match self.status {
            TicketStatus::Open | TicketStatus::Blocked => Ok(()),
            status if status.is_settled() && rules.reply_keeps_status => Ok(()),
            TicketStatus::Closed if self.is_past_reopen_window(rules, now) => Err(Refusal::ReopenWindowPassed),
            _ if rules.reopen_on_reporter_reply => Ok(()),
            status => Err(Refusal::ConversationOver(status)),
        }
    }

    /// Whether what `actor` writes is a request: the reporter's, and a follower's unless they are staff who see the ticket anyway.
    fn is_asked_by(&self, actor: &Actor, rules: &Workflow) -> bool {
        let is_staff = || permissions::may(actor, TicketAction::ReadNotes, &self.relation_to(actor), rules).is_ok();
        actor.is(self.reporter) || !is_staff()
    }

    /// [`Ticket::check_reply`] let the reporter or a follower write on a ticket that is done only where this reopens it, or where a reply
    /// on a resolved or unresolved ticket keeps its status.
    fn reopen_by_reply(&mut self, rules: &Workflow, now: OffsetDateTime) -> Option<Fact> {
        let stays = self.status.is_active() || (self.status.is_settled() && rules.reply_keeps_status);
        (!stays).then(|| self.enter(TicketStatus::Open, StatusAction::Reopen, now))
    }
}

const fn posted(kind: MessageKind) -> EventKind {
    match kind {
        MessageKind::Request => EventKind::RequestPosted,
        MessageKind::Response => EventKind::ResponsePosted,
        MessageKind::Note => EventKind::NotePosted,
    }
}
