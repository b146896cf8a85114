//! Writes a change of a ticket or an account together with its history and mails, in one transaction. Use cases have no
//! other way to change either. Loads and versions change here too, so that no use case can omit them.

use super::context::TxContext;
use super::ending::Ending;
use crate::assignment::Decision;
use crate::history::{EventKind, Fact, Topic};
use crate::people::Person;
use crate::ports::Unique;
use crate::ticket::{Message, Ticket};
use crate::use_cases::Error;

impl TxContext<'_> {
    /// Stores a new ticket with its first request, and writes its history and mails.
    pub(crate) async fn record_opening(
        &mut self,
        ticket: &Ticket,
        request: &Message,
        decision: Option<&Decision>,
        facts: Vec<Fact>,
    ) -> Result<(), Error> {
        self.look_up_concerned(None, ticket).await?;
        self.uow.tickets().insert(ticket).await?;
        if let Some(decision) = decision {
            self.uow.tickets().keep_decision(decision, self.now).await?;
        }
        self.uow.tickets().append_message(request).await?;
        self.uow.workload().count_reported(ticket.reporter, 1).await?;
        self.move_load(None, ticket.load_on()).await?;
        self.record_assignment_time(None, ticket.assignee).await?;
        self.notify_about_ticket(None, ticket, facts).await
    }

    /// Stores a changed ticket, and writes its history and mails. Without facts nothing changed, and nothing is
    /// written.
    pub(crate) async fn record_ticket(
        &mut self,
        before: &Ticket,
        ticket: &mut Ticket,
        facts: Vec<Fact>,
    ) -> Result<(), Error> {
        if facts.is_empty() {
            return Ok(());
        }
        self.look_up_concerned(Some(before), ticket).await?;
        ticket.touch(&facts, self.now);
        self.uow.tickets().update(ticket).await?;
        self.move_load(before.load_on(), ticket.load_on()).await?;
        self.record_assignment_time(before.assignee, ticket.assignee).await?;
        self.notify_about_ticket(Some(before), ticket, facts).await
    }

    /// Deletes a ticket. Its history stays and names who deleted it.
    pub(crate) async fn record_deletion(&mut self, ticket: &Ticket) -> Result<(), Error> {
        self.uow.mail_intake().forget_ticket(ticket.id, self.now).await?;
        self.uow.tickets().delete(ticket.id).await?;
        self.uow.workload().count_reported(ticket.reporter, -1).await?;
        self.move_load(ticket.load_on(), None).await?;
        self.append_history(Topic::Ticket(ticket.id), &[Fact::new(EventKind::TicketDeleted)]).await?;
        Ok(())
    }

    /// Stores a new account, and writes its history and mails.
    pub(crate) async fn record_sign_up(&mut self, person: &Person, facts: Vec<Fact>) -> Result<(), Error> {
        if let Some(email) = &person.email
            && self.uow.account_links().reserved_for(email, self.now).await?.is_some()
        {
            return Err(Error::Taken(Unique::Email));
        }
        self.uow.people().insert(person).await?;
        self.check_username(person).await?;
        self.person_cache.insert([person.clone()]);
        self.notify_about_person(person, facts).await
    }

    /// Stores a changed account, and writes its history and mails. Ends the person's sessions and API keys if the change
    /// requires it.
    pub(crate) async fn record_person(&mut self, person: &mut Person, facts: Vec<Fact>) -> Result<(), Error> {
        self.record_person_ending(person, facts, Ending::default()).await
    }

    /// As [`TxContext::record_person`], for a change that may give the person another username.
    pub(crate) async fn record_renamed_person(
        &mut self,
        before: &Person,
        person: &mut Person,
        facts: Vec<Fact>,
    ) -> Result<(), Error> {
        self.record_person(person, facts).await?;
        self.record_username(before, person).await
    }

    /// As [`TxContext::record_person`], with what the facts alone do not say about the end of sessions and API keys.
    pub(crate) async fn record_person_ending(
        &mut self,
        person: &mut Person,
        mut facts: Vec<Fact>,
        ending: Ending,
    ) -> Result<(), Error> {
        if facts.is_empty() {
            return Ok(());
        }
        person.touch(self.now);
        self.uow.people().update(person).await?;
        self.person_cache.insert([person.clone()]);
        self.end_credentials(person, &mut facts, ending).await?;
        if facts.iter().any(|fact| matches!(fact.kind, EventKind::SecondFactorRemoved | EventKind::PersonRemoved)) {
            self.uow.second_factors().remove_of(person.id).await?;
        }
        if facts.iter().any(|fact| fact.kind == EventKind::PersonRemoved) {
            self.uow.idempotency_keys().forget_person(person.id).await?;
            self.uow.tickets().forget_follower(person.id).await?;
            self.uow.drafts().forget_person(person.id).await?;
            self.uow.saved_views().forget_person(person.id).await?;
        }
        let has = |kind| facts.iter().any(|fact| fact.kind == kind);
        // Where the password is an old one, the person who signed up with the address might read the mail of its owner.
        if has(EventKind::EmailVerified) && (has(EventKind::PasswordChanged) || person.password.is_none()) {
            self.try_unproven_mail_anew(person.id).await?;
        }
        self.void_links(person, &facts).await?;
        self.notify_about_person(person, facts).await
    }

    /// Writes history and mails about a person whose account itself does not change, as when an API key is created.
    pub(crate) async fn record_account_event(&mut self, person: &Person, facts: Vec<Fact>) -> Result<(), Error> {
        self.notify_about_person(person, facts).await
    }
}
