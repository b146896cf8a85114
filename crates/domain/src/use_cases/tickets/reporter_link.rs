use crate::ids::PersonId;
use crate::people::Person;
use crate::permissions::TicketVisibility;
use crate::ports::{Derivation, PersonKey, SecretToken, TicketKey, TicketView};
use crate::ticket::Ticket;
use crate::use_cases::signed_link::{about_ticket, ticket_and_person};
use crate::use_cases::{Error, Tickets};

/// A link in the letter about a solution. Each is good for one thing.
#[derive(Clone, Copy)]
pub(crate) enum ReporterLink {
    /// Says whether it is solved.
    Solution,
    /// Rates the help.
    Rating,
}

impl ReporterLink {
    /// Bound to the moment of the solution, so that a later one needs a later letter. `None` where the ticket has none.
    fn derivation(self, ticket: &Ticket) -> Option<Derivation> {
        let (person, ticket, solved_at) = (ticket.reporter, ticket.id, ticket.resolved_at?);
        Some(match self {
            Self::Solution => Derivation::Solution { person, ticket, solved_at },
            Self::Rating => Derivation::Rating { person, ticket, solved_at },
        })
    }
}

impl Tickets<'_> {
    /// The token of such a link: `ticket.person.secret`. `None` where the ticket has no solution, or another reporter.
    pub(crate) fn reporter_token(self, link: ReporterLink, ticket: &Ticket, person: PersonId) -> Option<SecretToken> {
        let from = link.derivation(ticket).filter(|_| ticket.reporter == person)?;
        Some(self.desk.sign_link(&about_ticket(ticket.id, person), from))
    }

    /// Whether a token is about the present solution of this ticket.
    pub(crate) fn has_reporter_token(self, link: ReporterLink, token: &str, ticket: &Ticket) -> bool {
        let about = about_ticket(ticket.id, ticket.reporter);
        link.derivation(ticket).is_some_and(|from| self.desk.has_signed_link(token, &about, from))
    }

    /// The ticket and its reporter, whom the token shows.
    ///
    /// # Errors
    /// [`Error::LinkInvalid`] for a token that this desk did not make, and where the ticket was opened again or deleted since.
    pub(crate) async fn read_reporter_token(
        self,
        link: ReporterLink,
        token: &str,
    ) -> Result<(TicketView, Person), Error> {
        let (ticket, person) = ticket_and_person(token).ok_or(Error::LinkInvalid)?;
        let ports = &self.desk.ports;
        let view = ports.tickets.find(TicketVisibility::Everything, TicketKey::Id(ticket)).await?;
        let is_ours =
            |view: &TicketView| view.ticket.reporter == person && self.has_reporter_token(link, token, &view.ticket);
        let view = view.filter(is_ours).ok_or(Error::LinkInvalid)?;
        let person = ports.people.find(PersonKey::Id(person)).await?.ok_or(Error::LinkInvalid)?;
        Ok((view, person.person))
    }
}
