//! The only door to history and outbox: whatever changes a ticket or a person goes through here, in the unit of
//! work of the change. Loads and versions move here too, so that no use case can forget them.

use crate::assignment::EngineerLoad;
use crate::history::{Event, EventKind, Fact, Topic};
use crate::ids::{EventId, PersonId, SessionId};
use crate::notification::{self, Contact, Mail};
use crate::people::Person;
use crate::ticket::{Message, Ticket};
use crate::use_cases::Error;
use crate::use_cases::transaction::context::TxContext;
use crate::use_cases::transaction::mails::Change;

impl TxContext<'_> {
    /// Keeps a new ticket with its first request, and tells of it.
    pub(crate) async fn record_opening(
        &mut self,
        ticket: &Ticket,
        request: &Message,
        facts: Vec<Fact>,
    ) -> Result<(), Error> {
        self.ask_whom_it_concerns(None, ticket).await?;
        self.uow.tickets().insert(ticket).await?;
        self.uow.tickets().append_message(request).await?;
        self.uow.workload().count_reported(ticket.reporter, 1).await?;
        self.move_load(None, ticket.load_on()).await?;
        self.note_assignment(None, ticket.assignee).await?;
        self.notify_about_ticket(None, ticket, facts).await
    }

    /// Keeps a changed ticket, and tells of it. Without facts there is no change, and nothing is written.
    pub(crate) async fn record_ticket(
        &mut self,
        before: &Ticket,
        ticket: &mut Ticket,
        facts: Vec<Fact>,
    ) -> Result<(), Error> {
        if facts.is_empty() {
            return Ok(());
        }
        self.ask_whom_it_concerns(Some(before), ticket).await?;
        ticket.touch(self.now);
        self.uow.tickets().update(ticket).await?;
        self.move_load(before.load_on(), ticket.load_on()).await?;
        self.note_assignment(before.assignee, ticket.assignee).await?;
        self.notify_about_ticket(Some(before), ticket, facts).await
    }

    /// Removes a ticket. Its history stays, and says who removed it.
    pub(crate) async fn record_deletion(&mut self, ticket: &Ticket) -> Result<(), Error> {
        self.uow.tickets().delete(ticket.id).await?;
        self.uow.workload().count_reported(ticket.reporter, -1).await?;
        self.move_load(ticket.load_on(), None).await?;
        self.log(Topic::Ticket(ticket.id), &[Fact::new(EventKind::TicketDeleted)]).await?;
        Ok(())
    }

    /// Keeps a new account, and tells of it.
    pub(crate) async fn record_sign_up(&mut self, person: &Person, facts: Vec<Fact>) -> Result<(), Error> {
        self.uow.people().insert(person).await?;
        self.person_cache.insert([person.clone()]);
        self.notify_about_person(person, facts).await
    }

    /// Keeps a changed account, ends its sessions where the change demands it, and tells of it.
    pub(crate) async fn record_person(&mut self, person: &mut Person, facts: Vec<Fact>) -> Result<(), Error> {
        self.record_person_sparing(person, facts, None).await
    }

    /// The same, but one session stays whatever the change demands: that of a person who changes their own account.
    pub(crate) async fn record_person_sparing(
        &mut self,
        person: &mut Person,
        facts: Vec<Fact>,
        spared: Option<SessionId>,
    ) -> Result<(), Error> {
        if facts.is_empty() {
            return Ok(());
        }
        person.touch(self.now);
        self.uow.people().update(person).await?;
        self.person_cache.insert([person.clone()]);
        if facts.iter().any(ends_sessions) {
            self.uow.sessions().end_sessions_of(person.id, spared, self.now).await?;
        }
        if facts.iter().any(|fact| fact.kind == EventKind::PersonRemoved) {
            self.uow.api_keys().revoke_all_of(person.id, self.now).await?;
            self.uow.idempotency_keys().forget_person(person.id).await?;
        }
        self.void_links(person, &facts).await?;
        self.notify_about_person(person, facts).await
    }

    /// Tells of what concerns a person without being part of their account.
    pub(crate) async fn record_about(&mut self, person: &Person, facts: Vec<Fact>) -> Result<(), Error> {
        self.notify_about_person(person, facts).await
    }

    /// A load follows its ticket's status and assignee, in the store and in the list that this work decides by.
    async fn move_load(&mut self, before: Option<PersonId>, after: Option<PersonId>) -> Result<(), Error> {
        if before == after {
            return Ok(());
        }
        if let Some(engineer) = before {
            self.uow.workload().remove_open(engineer).await?;
            self.adjust(engineer, |load| load.open_tickets = load.open_tickets.saturating_sub(1));
        }
        if let Some(engineer) = after {
            self.uow.workload().add_open(engineer).await?;
            self.adjust(engineer, |load| load.open_tickets += 1);
        }
        Ok(())
    }

    async fn note_assignment(&mut self, before: Option<PersonId>, after: Option<PersonId>) -> Result<(), Error> {
        if let Some(engineer) = after.filter(|_| before != after) {
            let now = self.now;
            self.uow.workload().note_assignment(engineer, now).await?;
            self.adjust(engineer, |load| load.last_assigned_at = Some(now));
        }
        Ok(())
    }

    fn adjust(&mut self, engineer: PersonId, change: impl FnOnce(&mut EngineerLoad)) {
        if let Some(load) = self.engineers.iter_mut().find(|load| load.id == engineer) {
            change(load);
        }
    }

    async fn notify_about_ticket(
        &mut self,
        before: Option<&Ticket>,
        ticket: &Ticket,
        facts: Vec<Fact>,
    ) -> Result<(), Error> {
        let events = self.log(Topic::Ticket(ticket.id), &facts).await?;
        if !self.desk.rules().send_notices {
            return Ok(());
        }
        let people = self.look_up_with_admins(&self.concerned(before, ticket)).await?;
        let (is_new, previous) = (before.is_none(), previous_assignee(before, ticket));
        let audience = self.audience(ticket, is_new, previous, &people, &facts).await?;
        let change = Change { facts: &facts, events: &events, people: &people, ticket: Some(ticket), about: None };
        let planned = notification::plan_ticket_mails(&facts, self.by, &audience);
        let mails: Vec<Mail> = planned.iter().filter_map(|planned| self.mail(planned, &change)).collect();
        self.enqueue(mails).await
    }

    async fn notify_about_person(&mut self, person: &Person, facts: Vec<Fact>) -> Result<(), Error> {
        let events = self.log(Topic::Person(person.id), &facts).await?;
        if !self.desk.rules().send_notices {
            return Ok(());
        }
        let rules = self.desk.workflow();
        let by: Vec<PersonId> = self.by.person().into_iter().collect();
        let people = self.look_up_with_admins(&by).await?;
        let admins: Vec<Contact> = self.person_cache.admins().map(|admin| Contact::of(admin, rules)).collect();
        let change = Change { facts: &facts, events: &events, people: &people, ticket: None, about: Some(person) };
        let planned = notification::plan_account_mails(&facts, self.by, &Contact::of(person, rules), &admins);
        let mails: Vec<Mail> = planned.iter().filter_map(|planned| self.mail(planned, &change)).collect();
        self.enqueue(mails).await
    }

    /// Asked before the ticket is written: then a store can write in one go what follows.
    async fn ask_whom_it_concerns(&mut self, before: Option<&Ticket>, ticket: &Ticket) -> Result<(), Error> {
        if self.desk.rules().send_notices {
            self.look_up_with_admins(&self.concerned(before, ticket)).await?;
        }
        Ok(())
    }

    /// Whom the mails about a change of this ticket name or go to, but for admins and followers.
    fn concerned(&self, before: Option<&Ticket>, ticket: &Ticket) -> Vec<PersonId> {
        let previous = previous_assignee(before, ticket);
        [Some(ticket.reporter), ticket.assignee, previous, self.by.person()].into_iter().flatten().collect()
    }

    async fn enqueue(&mut self, mails: Vec<Mail>) -> Result<(), Error> {
        self.uow.outbox().enqueue(&mails).await?;
        self.issue_links(&mails).await?;
        self.recorded.mails.extend(mails);
        Ok(())
    }

    /// Writes the history of a change.
    async fn log(&mut self, topic: Topic, facts: &[Fact]) -> Result<Vec<EventId>, Error> {
        let events: Vec<Event> = facts
            .iter()
            .map(|fact| Event::of(fact, EventId::new(self.desk.ports.ids.uuid()), topic, self.by, self.now))
            .collect();
        self.uow.history().append(&events).await?;
        let ids = events.iter().map(|event| event.id).collect();
        self.recorded.events.extend(events);
        Ok(ids)
    }
}

/// Whom a change took the ticket from.
fn previous_assignee(before: Option<&Ticket>, ticket: &Ticket) -> Option<PersonId> {
    before.and_then(|before| before.assignee).filter(|id| Some(*id) != ticket.assignee)
}

/// After these an account's sessions are over, on every instance (domain.md section 1).
const fn ends_sessions(fact: &Fact) -> bool {
    matches!(
        fact.kind,
        EventKind::AccountStatusChanged
            | EventKind::RoleChanged
            | EventKind::PasswordChanged
            | EventKind::InvitationAccepted
            | EventKind::PersonRemoved
    )
}
