//! Writes the events and mails of a change, from its facts.

use super::compose::Change;
use super::context::TxContext;
use crate::history::{EventKind, Fact, Topic};
use crate::ids::PersonId;
use crate::notification::{self, Contact, Mail};
use crate::people::Person;
use crate::ticket::Ticket;
use crate::use_cases::Error;

impl TxContext<'_> {
    /// Writes the history of a change of a ticket and queues its mails. `before` is `None` for a new ticket.
    pub(crate) async fn notify_about_ticket(
        &mut self,
        before: Option<&Ticket>,
        ticket: &Ticket,
        facts: Vec<Fact>,
    ) -> Result<(), Error> {
        let events = self.append_history(Topic::Ticket(ticket.id), &facts).await?;
        if !self.desk.rules().send_notices {
            return Ok(());
        }
        let mut wanted = self.people_to_look_up(before, ticket);
        wanted.extend(facts.iter().filter(|fact| fact.kind == EventKind::MailBounced).filter_map(Fact::person_before));
        let people = self.look_up_with_admins(&wanted).await?;
        let (is_new, previous) = (before.is_none(), previous_assignee(before, ticket));
        let mut audience = self.audience(ticket, is_new, previous, &people, &facts).await?;
        if is_new && self.without_receipt {
            audience.reporter = None;
        }
        let change = Change { facts: &facts, events: &events, people: &people, ticket: Some(ticket), about: None };
        let planned = notification::plan_ticket_mails(&facts, self.by, &audience);
        let mails: Vec<Mail> = planned.iter().filter_map(|planned| self.compose_mail(planned, &change)).collect();
        self.enqueue(mails).await
    }

    /// Writes the history of a change of an account and queues its mails.
    pub(super) async fn notify_about_person(&mut self, person: &Person, facts: Vec<Fact>) -> Result<(), Error> {
        let facts = self.without_letters_too_soon(person, facts).await?;
        let events = self.append_history(Topic::Person(person.id), &facts).await?;
        self.record_security_of(person.id, &facts).await?;
        if !self.desk.rules().send_notices {
            return Ok(());
        }
        let by: Vec<PersonId> = self.by.person().into_iter().collect();
        let people = self.look_up_with_admins(&by).await?;
        let admins: Vec<Contact> = self.person_cache.admins().map(Contact::of).collect();
        let change = Change { facts: &facts, events: &events, people: &people, ticket: None, about: Some(person) };
        let planned = notification::plan_account_mails(&facts, self.by, &Contact::of(person), &admins);
        let mails: Vec<Mail> = planned.iter().filter_map(|planned| self.compose_mail(planned, &change)).collect();
        self.enqueue(mails).await
    }

    /// Reads the people whom the mails about a change will concern into the cache. It comes before the writes: a storage can then
    /// run all of these together.
    pub(super) async fn look_up_concerned(&mut self, before: Option<&Ticket>, ticket: &Ticket) -> Result<(), Error> {
        if self.desk.rules().send_notices {
            self.look_up_with_admins(&self.people_to_look_up(before, ticket)).await?;
            self.read_turn().await?;
            if before.is_some() {
                self.read_letters_about(ticket.id).await?;
            } else {
                let admins: Vec<PersonId> = self.person_cache.admins().map(|admin| admin.id).collect();
                self.read_news(&admins).await?;
            }
        }
        Ok(())
    }

    /// The people whom mails about a change of this ticket name or go to, except admins and participants.
    fn people_to_look_up(&self, before: Option<&Ticket>, ticket: &Ticket) -> Vec<PersonId> {
        let previous = previous_assignee(before, ticket);
        let named = [Some(ticket.reporter), ticket.assignee, previous, self.by.person()].into_iter().flatten();
        named.chain(ticket.followers.iter()).collect()
    }

    /// Queues mails and stores the links in them.
    async fn enqueue(&mut self, mails: Vec<Mail>) -> Result<(), Error> {
        if mails.is_empty() {
            return Ok(());
        }
        let mails = self.with_frequencies(mails).await?;
        let mails = self.gather_news(mails).await?;
        let mails = self.gathered(mails).await?;
        self.check_sender_budget(&mails).await?;
        self.store(mails).await
    }

    /// Queues reports, each but where its recipient gets one soon that will say the same. They are on no budget: the desk says them.
    pub(super) async fn enqueue_reports(&mut self, reports: Vec<Mail>) -> Result<(), Error> {
        let mut due = Vec::with_capacity(reports.len());
        for report in self.with_frequencies(reports).await? {
            due.extend(self.reported(report).await?);
        }
        self.store(due).await
    }

    async fn store(&mut self, mails: Vec<Mail>) -> Result<(), Error> {
        if mails.is_empty() {
            return Ok(());
        }
        let mails = self.in_turn(mails).await?;
        self.uow.outbox().enqueue(&mails).await?;
        self.issue_links(&mails).await?;
        self.recorded.mails.extend(mails);
        Ok(())
    }
}

/// The assignee who lost the ticket by a change.
fn previous_assignee(before: Option<&Ticket>, ticket: &Ticket) -> Option<PersonId> {
    before.and_then(|before| before.assignee).filter(|id| Some(*id) != ticket.assignee)
}
