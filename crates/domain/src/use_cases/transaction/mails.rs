//! From what happened to the mails that tell of it: who may be concerned, and what each mail says.

use std::collections::BTreeSet;

use crate::history::{EventKind, Fact};
use crate::ids::{EventId, MailId, PersonId};
use crate::notification::{Audience, Contact, Mail, MailLine, PlannedMail};
use crate::people::{Actor, Person};
use crate::permissions;
use crate::ticket::{Ticket, TicketAction};
use crate::use_cases::Error;
use crate::use_cases::transaction::context::TxContext;

/// What one unit of work did to one ticket or person.
pub(crate) struct Change<'a> {
    pub(crate) facts: &'a [Fact],
    /// As the history has them, in the same order.
    pub(crate) events: &'a [EventId],
    /// Everybody whom the facts name.
    pub(crate) people: &'a [Person],
    pub(crate) ticket: Option<&'a Ticket>,
    /// Whose account it is.
    pub(crate) about: Option<&'a Person>,
}

impl TxContext<'_> {
    /// Everybody who may be concerned by a change of this ticket, once the admins are looked up.
    pub(crate) async fn audience(
        &mut self,
        ticket: &Ticket,
        is_new: bool,
        previous: Option<PersonId>,
        people: &[Person],
        facts: &[Fact],
    ) -> Result<Audience, Error> {
        let rules = self.desk.workflow();
        let contact = |id: PersonId| people.iter().find(|p| p.id == id).map(|p| Contact::of(p, rules));
        // Nobody took part in, or muted, a ticket that is only just there.
        let (followers, muted_by) = if is_new {
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
            admins: self.person_cache.admins().map(|admin| Contact::of(admin, rules)).collect(),
            followers: followers.into_iter().collect::<BTreeSet<_>>(),
            note_writers: note_writers.iter().filter(may_read).map(|p| Contact::of(p, rules)).collect(),
            muted_by: muted_by.into_iter().collect(),
        })
    }

    /// The mail of one recipient. `None` only where it would tell of nothing.
    pub(crate) fn mail(&self, planned: &PlannedMail, change: &Change<'_>) -> Option<Mail> {
        let first = *planned.facts.first()?;
        let by = change.facts.get(first)?.author(self.by).person();
        let by_name = change.people.iter().chain(change.about).find(|person| Some(person.id) == by);
        let told_facts = planned.facts.iter().filter_map(|place| change.facts.get(*place));
        Some(Mail {
            id: MailId::new(self.desk.ports.ids.uuid()),
            recipient: planned.recipient,
            address: planned.address.clone(),
            reason: planned.reason,
            kind: planned.kind,
            event: *change.events.get(first)?,
            ticket: change.ticket.map(Ticket::to_ref),
            by_name: by_name.map_or_else(|| "the help desk".to_owned(), |person| person.name.to_string()),
            about_name: change.about.map(|person| person.name.to_string()),
            lines: told_facts.map(|fact| line(fact, change.people)).collect(),
            created_at: self.now,
        })
    }
}

/// A fact as a mail tells it: people by name, where the history has their ids.
fn line(fact: &Fact, people: &[Person]) -> MailLine {
    let named = |id: &Option<String>| {
        let id: PersonId = id.as_deref()?.parse().ok()?;
        people.iter().find(|person| person.id == id).map(|person| person.name.to_string())
    };
    let (before, after) = match fact.kind {
        EventKind::Assigned => (named(&fact.before), named(&fact.after)),
        _ => (fact.before.clone(), fact.after.clone()),
    };
    MailLine { kind: fact.kind, before, after, text: fact.text.clone() }
}
