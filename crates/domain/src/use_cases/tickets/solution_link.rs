use crate::people::Actor;
use crate::ports::{TicketKey, TicketView};
use crate::ticket::{MessageBody, TicketStatus};
use crate::use_cases::tickets::reporter_link::ReporterLink;
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
    /// The ticket whose solution a link is about, without changing it. It may be closed by now.
    ///
    /// # Errors
    /// [`Error::LinkInvalid`] for a token that this desk did not make, and where the ticket was opened again or deleted since.
    pub async fn check_solution_link(self, token: &str) -> Result<TicketView, Error> {
        Ok(self.read_reporter_token(ReporterLink::Solution, token).await?.0)
    }

    /// Answers the solution of a ticket for its reporter, without a sign-in: all that the link can do is that. To say again what was
    /// said changes nothing.
    ///
    /// # Errors
    /// As [`Tickets::check_solution_link`]; [`Error::Refused`] where the policies do not allow it, or not any more.
    pub async fn answer_solution(self, token: &str, answer: SolutionAnswer) -> Result<(), Error> {
        let (view, person) = self.read_reporter_token(ReporterLink::Solution, token).await?;
        let (actor, key) = (Actor::from(&person), TicketKey::Id(view.ticket.id));
        match answer {
            SolutionAnswer::Solved if view.ticket.status == TicketStatus::Closed => Ok(()),
            SolutionAnswer::NotSolved(Some(body)) => self
                .post_message(
                    &actor,
                    key,
                    PostMessage { body, note: false, attachments: Vec::new(), seen: None, editor: None, mail: None },
                )
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
}
