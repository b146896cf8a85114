use crate::ids::PersonId;
use crate::people::{Actor, Person};
use crate::permissions::TicketVisibility;
use crate::ports::{Derivation, PersonKey, SecretToken, TicketKey, TicketView};
use crate::ticket::{MessageBody, Ticket, TicketStatus};
use crate::use_cases::signed_link::{about_ticket, ticket_and_person};
use crate::use_cases::tickets::update::UpdateTicket;
use crate::use_cases::transaction::BasedOn;
use crate::use_cases::{Error, PostMessage, Tickets};

/// What a reporter says to the solution of their ticket.
#[derive(Clone, Debug)]
pub enum SolutionAnswer {
    /// It is solved: the ticket closes.
    Solved,
    /// It is not: the ticket is open again, with a message where they wrote one.
    NotSolved(Option<MessageBody>),
}

impl Tickets<'_> {
    /// The token of the links by which a reporter answers the solution of their ticket: `ticket.person.secret`. It is bound to the
    /// moment of the solution, so that a later one needs a later letter. `None` where the ticket has none.
    pub(crate) fn solution_token(self, ticket: &Ticket, person: PersonId) -> Option<SecretToken> {
        let solved_at = ticket.resolved_at.filter(|_| ticket.reporter == person)?;
        let from = Derivation::Solution { person, ticket: ticket.id, solved_at };
        Some(self.desk.sign_link(&about_ticket(ticket.id, person), from))
    }

    /// The ticket whose solution a link is about, without changing it. It may be closed by now.
    ///
    /// # Errors
    /// [`Error::LinkInvalid`] for a token that this desk did not make, and where the ticket was opened again or deleted since.
    pub async fn check_solution_link(self, token: &str) -> Result<TicketView, Error> {
        Ok(self.read_solution_token(token).await?.0)
    }

    /// Answers the solution of a ticket for its reporter, without a sign-in: all that the link can do is that. To say again what was
    /// said changes nothing.
    ///
    /// # Errors
    /// As [`Tickets::check_solution_link`]; [`Error::Refused`] where the policies do not allow it, or not any more.
    pub async fn answer_solution(self, token: &str, answer: SolutionAnswer) -> Result<(), Error> {
        let (view, person) = self.read_solution_token(token).await?;
        let (actor, key) = (Actor::from(&person), TicketKey::Id(view.ticket.id));
        match answer {
            SolutionAnswer::Solved if view.ticket.status == TicketStatus::Closed => Ok(()),
            SolutionAnswer::NotSolved(Some(body)) => self
                .post_message(&actor, key, PostMessage { body, note: false, attachments: Vec::new(), mail: None })
                .await
                .map(drop),
            SolutionAnswer::Solved => self.move_by_link(&actor, &view, TicketStatus::Closed).await,
            SolutionAnswer::NotSolved(None) => self.move_by_link(&actor, &view, TicketStatus::Open).await,
        }
    }

    async fn move_by_link(self, actor: &Actor, view: &TicketView, to: TicketStatus) -> Result<(), Error> {
        let command = UpdateTicket { status: Some(to), based_on: BasedOn::Any, ..UpdateTicket::default() };
        self.update(actor, TicketKey::Id(view.ticket.id), command).await.map(drop)
    }

    async fn read_solution_token(self, token: &str) -> Result<(TicketView, Person), Error> {
        let (ticket, person) = ticket_and_person(token).ok_or(Error::LinkInvalid)?;
        let ports = &self.desk.ports;
        let view = ports.tickets.find(TicketVisibility::Everything, TicketKey::Id(ticket)).await?;
        let view = view.filter(|view| view.ticket.reporter == person).ok_or(Error::LinkInvalid)?;
        let solved_at = view.ticket.resolved_at.ok_or(Error::LinkInvalid)?;
        let from = Derivation::Solution { person, ticket, solved_at };
        if !self.desk.has_signed_link(token, &about_ticket(ticket, person), from) {
            return Err(Error::LinkInvalid);
        }
        let person = ports.people.find(PersonKey::Id(person)).await?.ok_or(Error::LinkInvalid)?;
        Ok((view, person.person))
    }
}
