//! The letter that mail waits for a decision. Each recipient gets at most one an hour, which says what waits when it is sent.

use super::compose::Change;
use super::context::TxContext;
use crate::history::{EventKind, Fact, Topic};
use crate::ids::{EventId, PersonId, TicketId};
use crate::incoming::{TakenMail, TakenState};
use crate::notification::{Contact, Mail, plan_held_mail};
use crate::use_cases::Error;

impl TxContext<'_> {
    /// Saves a mail that came in. One that waits for people from now on is reported to them.
    pub(crate) async fn save_taken_mail(&mut self, mail: &TakenMail) -> Result<(), Error> {
        self.uow.mail_intake().update(mail).await?;
        match mail.state {
            TakenState::Held(_) => self.report_held_mail(mail.ticket, mail.state).await,
            // It waits for a mended reader, which who works on the ticket has not.
            TakenState::Quarantined => self.report_held_mail(None, mail.state).await,
            TakenState::Waiting | TakenState::Settled(_) => Ok(()),
        }
    }

    /// Notes at its ticket that a mail waits for a decision, and queues letters to those who decide.
    pub(crate) async fn report_held_mail(&mut self, ticket: Option<TicketId>, state: TakenState) -> Result<(), Error> {
        let ticket = match ticket {
            Some(id) => self.uow.tickets().find(id).await?,
            None => None,
        };
        // The sender is not proven, so the desk says it, not they.
        let fact = Fact::new(EventKind::MailHeld).after(state.reason().unwrap_or(state.as_str())).automatic();
        let events = match &ticket {
            Some(ticket) => self.append_history(Topic::Ticket(ticket.id), std::slice::from_ref(&fact)).await?,
            None => vec![EventId::new(self.desk.ports.ids.uuid())],
        };
        if !self.desk.rules().send_notices {
            return Ok(());
        }
        let assignee: Vec<PersonId> = ticket.iter().filter_map(|ticket| ticket.assignee).collect();
        let people = self.look_up_with_admins(&assignee).await?;
        let assignee = people.first().filter(|person| person.unreachable_since.is_none()).map(Contact::of);
        let admins: Vec<Contact> = self.person_cache.admins().map(Contact::of).collect();
        let facts = [fact];
        let change = Change { facts: &facts, events: &events, people: &people, ticket: None, about: None };
        let planned = plan_held_mail(assignee.as_ref(), &admins);
        let mails = planned.iter().filter_map(|planned| self.compose_mail(planned, &change));
        let mails: Vec<Mail> = mails.map(|mail| Mail { author: None, ..mail }).collect();
        self.enqueue_reports(mails).await
    }
}
