//! Turns a planned mail into the mail that goes to the outbox.

use super::context::TxContext;
use crate::history::{EventKind, Fact};
use crate::ids::{EventId, MailId, PersonId};
use crate::notification::{Frequency, Mail, MailLine, PlannedMail, SYSTEM_NAME, TicketGlance};
use crate::people::Person;
use crate::ticket::Ticket;

/// What one transaction did to one ticket or account: the material of its mails.
pub(crate) struct Change<'a> {
    pub(crate) facts: &'a [Fact],
    /// The ids of the facts in the history, in the same order.
    pub(crate) events: &'a [EventId],
    /// The people whom the facts name.
    pub(crate) people: &'a [Person],
    pub(crate) ticket: Option<&'a Ticket>,
    /// The person whose account changed.
    pub(crate) about: Option<&'a Person>,
}

impl TxContext<'_> {
    /// Composes the mail to one recipient. `None` only if the plan names no fact.
    pub(crate) fn compose_mail(&self, planned: &PlannedMail, change: &Change<'_>) -> Option<Mail> {
        let first = *planned.facts.first()?;
        let by = change.facts.get(first)?.author(self.by).person();
        let by_name = change.people.iter().chain(change.about).find(|person| Some(person.id) == by);
        let facts = planned.facts.iter().filter_map(|index| change.facts.get(*index));
        Some(Mail {
            id: MailId::new(self.desk.ports.ids.uuid()),
            recipient: planned.recipient,
            address: planned.address.clone(),
            reason: planned.reason,
            kind: planned.kind,
            event: *change.events.get(first)?,
            ticket: change.ticket.map(Ticket::to_ref),
            glance: change.ticket.map(|ticket| glance(ticket, change.people)),
            by_name: by_name.map_or_else(|| SYSTEM_NAME.to_owned(), |person| person.name.to_string()),
            by_role: by_name.map(|person| person.role),
            about_name: change.about.map(|person| person.name.to_string()),
            lines: facts.map(|fact| mail_line(fact, change.people)).collect(),
            created_at: self.now,
            author: self.by.person(),
            turn: self.now,
            due_at: self.now,
            frequency: Frequency::AtOnce,
            joins: None,
        })
    }
}

fn glance(ticket: &Ticket, people: &[Person]) -> TicketGlance {
    let assignee = people.iter().find(|person| Some(person.id) == ticket.assignee);
    TicketGlance {
        status: ticket.status,
        priority: ticket.priority,
        assignee: assignee.map(|person| person.name.to_string()),
    }
}

/// One line of a mail. It names people, where the history has only their ids.
fn mail_line(fact: &Fact, people: &[Person]) -> MailLine {
    let name_of = |id: &Option<String>| {
        let id: PersonId = id.as_deref()?.parse().ok()?;
        people.iter().find(|person| person.id == id).map(|person| person.name.to_string())
    };
    let (before, after) = match fact.kind {
        EventKind::Assigned => (name_of(&fact.before), name_of(&fact.after)),
        EventKind::MailBounced => (name_of(&fact.before), fact.after.clone()),
        _ => (fact.before.clone(), fact.after.clone()),
    };
    MailLine { kind: fact.kind, before, after, text: fact.text.clone(), message: fact.message }
}
