use std::collections::BTreeSet;

use time::OffsetDateTime;

use super::event::check_event;
use super::fault::{Fault, rule};
use super::person::people_in_event;
use crate::assignment::Decision;
use crate::files::Attachment;
use crate::followers::Followers;
use crate::history::{Event, Topic};
use crate::ids::{MessageId, PersonId};
use crate::state_machine::TicketStatus;
use crate::ticket::{Message, MessageKind, Ticket, TicketNumber};

/// More than ever happen, and within what every store holds.
const MOST_REOPENINGS: u32 = 1_000_000;

/// A ticket with all that belongs to it. Of its files only what is known about them: their bytes are elsewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WholeTicket {
    /// The ticket as it is now.
    pub ticket: Ticket,
    /// The whole conversation, oldest first.
    pub messages: Vec<Message>,
    /// Its whole history, in the order of the events.
    pub events: Vec<Event>,
    /// Why it went where it went last, and when that was decided.
    pub decision: Option<(Decision, OffsetDateTime)>,
    /// The files of its messages, in the order in which they arrived.
    pub files: Vec<Attachment>,
    /// Who wants no letters about it, in order of id.
    pub muted_by: Vec<PersonId>,
}

impl WholeTicket {
    /// Checks what the types of the single values do not say.
    ///
    /// # Errors
    /// [`Fault`] names the rule that is broken.
    pub fn check(&self) -> Result<(), Fault> {
        self.check_versions()?;
        self.check_state()?;
        self.check_people()?;
        self.check_conversation()?;
        for event in &self.events {
            check_event(event, Topic::Ticket(self.ticket.id))?;
        }
        self.check_files()
    }

    fn check_versions(&self) -> Result<(), Fault> {
        let ticket = &self.ticket;
        rule(ticket.created_at <= ticket.updated_at, "updated_at must not be before created_at")?;
        rule(ticket.created_at <= ticket.public_updated_at, "public_updated_at must not be before created_at")?;
        rule(ticket.public_updated_at <= ticket.updated_at, "public_updated_at must not be after updated_at")?;
        rule(ticket.public_version >= 1, "public_version must be at least 1")?;
        rule(ticket.version <= TicketNumber::MAX, "version is too large")?;
        rule(ticket.reopen_count <= MOST_REOPENINGS, "reopen_count is too large")?;
        rule(ticket.public_version <= ticket.version, "public_version must not be above version")
    }

    /// What a state says about the times, as entering it sets them.
    fn check_state(&self) -> Result<(), Fault> {
        let ticket = &self.ticket;
        let (resolved, closed) = (ticket.resolved_at.is_some(), ticket.closed_at.is_some());
        let fits = match ticket.status {
            TicketStatus::Resolved => resolved && !closed,
            TicketStatus::Closed => closed,
            _ => !resolved && !closed,
        };
        rule(fits, "resolved_at and closed_at do not fit the status")?;
        let warned = ticket.close_warned_at.is_none() || ticket.status == TicketStatus::Resolved;
        rule(warned, "close_warned_at is set, and the ticket is not resolved")?;
        rule(ticket.taken_at.is_none() || ticket.assignee.is_some(), "taken_at is set, and there is no assignee")
    }

    fn check_people(&self) -> Result<(), Fault> {
        let ticket = &self.ticket;
        rule(ticket.assignee != Some(ticket.reporter), "a ticket is not assigned to its reporter")?;
        rule(!ticket.followers.include(ticket.reporter), "the reporter is not among the followers")?;
        rule(ticket.followers.iter().len() <= Followers::MAX, "there are more than 20 followers")?;
        let decided = self.decision.as_ref().is_none_or(|(decision, _)| decision.ticket == ticket.id);
        rule(decided, "the assignment is of another ticket")
    }

    fn check_conversation(&self) -> Result<(), Fault> {
        let ticket = &self.ticket;
        let first = self.messages.first().ok_or(Fault::Rule("the first message is missing"))?;
        let is_description = first.kind == MessageKind::Request && first.body == ticket.description;
        rule(is_description, "the first message must be a request with the description as its text")?;
        rule(first.author == ticket.reporter, "the first message must be by the reporter")?;
        rule(self.messages.iter().all(|message| message.ticket == ticket.id), "a message is of another ticket")?;
        let place = |message: &Message| (message.created_at, message.id);
        let in_order = self.messages.is_sorted_by(|one, next| place(one) < place(next));
        rule(in_order, "the messages must be in the order of created_at and id")?;
        let has_nul = |message: &Message| message.mail.as_ref().is_some_and(|mail| mail.elided.contains('\0'));
        rule(!self.messages.iter().any(has_nul), "elided must not contain NUL")?;
        let notes = self.messages.iter().filter(|message| message.kind == MessageKind::Note).count();
        let counted =
            (self.messages.len() - notes, notes) == (ticket.message_count as usize, ticket.note_count as usize);
        rule(counted, "message_count and note_count are not the numbers of its messages and notes")
    }

    fn check_files(&self) -> Result<(), Fault> {
        let messages: BTreeSet<MessageId> = self.messages.iter().map(|message| message.id).collect();
        for file in &self.files {
            let message = file.message.ok_or(Fault::Rule("a file belongs to no message"))?;
            if !messages.contains(&message) {
                return Err(Fault::UnknownMessage(message));
            }
            let is_there = file.content.is_some() != file.removed_at.is_some();
            rule(is_there, "a file has either its digest or the time of its removal")?;
        }
        Ok(())
    }

    /// The people whom it names.
    #[must_use]
    pub fn people(&self) -> BTreeSet<PersonId> {
        let ticket = &self.ticket;
        let roles = [Some(ticket.reporter), ticket.assignee, ticket.handed_back_by].into_iter().flatten();
        let writers = self.messages.iter().map(|message| message.author);
        let uploaders = self.files.iter().map(|file| file.uploader);
        let acting = self.events.iter().flat_map(people_in_event);
        let decided = self.decision.iter().flat_map(|(decision, _)| people_in(decision));
        let others = ticket.followers.iter().chain(self.muted_by.iter().copied());
        roles.chain(writers).chain(uploaders).chain(acting).chain(decided).chain(others).collect()
    }
}

fn people_in(decision: &Decision) -> impl Iterator<Item = PersonId> + '_ {
    let candidates = decision.candidates.iter().map(|engineer| engineer.id);
    candidates.chain(decision.excluded.iter().map(|(id, _)| *id)).chain(decision.chosen)
}
