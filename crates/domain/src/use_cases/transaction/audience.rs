//! The people who could get a mail about a change of a ticket.

use std::collections::BTreeSet;

use super::context::TxContext;
use crate::history::{EventKind, Fact};
use crate::ids::PersonId;
use crate::notification::{Audience, Contact};
use crate::people::{Actor, Person};
use crate::permissions;
use crate::ticket::{Ticket, TicketAction};
use crate::use_cases::Error;

impl TxContext<'_> {
    /// Reads the people around this ticket, each with what decides about a mail. The working admins must be in the
    /// person cache already.
    pub(crate) async fn audience(
        &mut self,
        ticket: &Ticket,
        is_new: bool,
        previous: Option<PersonId>,
        people: &[Person],
        facts: &[Fact],
    ) -> Result<Audience, Error> {
        let rules = self.desk.workflow();
        let contact = |id: PersonId| people.iter().find(|p| p.id == id).map(Contact::of);
        // A new ticket has no participants yet and cannot be muted yet: two queries less.
        let (participants, muted_by) = if is_new {
            (Vec::new(), Vec::new())
        } else {
            (self.uow.history().who_acted_on(ticket.id).await?, self.uow.tickets().muted_by(ticket.id).await?)
        };
        let note_writers = if facts.iter().any(|fact| fact.kind == EventKind::NotePosted) {
            self.uow.tickets().note_writers(ticket.id).await?
        } else {
            Vec::new()
        };
        let may_read = |person: &&Person| {
            let actor = Actor::from(*person);
            permissions::may(&actor, TicketAction::ReadNotes, &ticket.relation_to(&actor), rules).is_ok()
        };
        Ok(Audience {
            reporter: contact(ticket.reporter),
            assignee: ticket.assignee.and_then(contact),
            previous_assignee: previous.and_then(contact),
            followers: ticket.followers.iter().filter_map(contact).collect(),
            admins: self.person_cache.admins().map(Contact::of).collect(),
            participants: participants.into_iter().collect::<BTreeSet<_>>(),
            note_writers: note_writers.iter().filter(may_read).map(Contact::of).collect(),
            muted_by: muted_by.into_iter().collect(),
        })
    }
}
