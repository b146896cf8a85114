use crate::people::Actor;
use crate::ports::{TicketKey, TicketView};
use crate::ticket::{MessageBody, TicketStatus};
use crate::use_cases::tickets::reporter_link::ReporterLink;
use crate::use_cases::tickets::update::UpdateTicket;
use crate::use_cases::transaction::{BasedOn, TxContext};
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

    /// Answers the solution of a ticket for its reporter, without a sign-in: all that the link can do is that, and once: an answer that
    /// opens the ticket again ends the link. To say again that it is solved changes nothing.
    ///
    /// # Errors
    /// As [`Tickets::check_solution_link`]; [`Error::Refused`] where the policies do not allow it, or not any more.
    pub async fn answer_solution(self, token: &str, answer: SolutionAnswer) -> Result<(), Error> {
        let (view, person) = self.read_reporter_token(ReporterLink::Solution, token).await?;
        let (actor, key) = (Actor::from(&person), TicketKey::Id(view.ticket.id));
        self.desk.in_transaction(&actor, |tx| Box::pin(tx.answer_solution(key, &actor, token, &answer))).await
    }
}

impl TxContext<'_> {
    async fn answer_solution(
        &mut self,
        key: TicketKey,
        actor: &Actor,
        token: &str,
        answer: &SolutionAnswer,
    ) -> Result<(), Error> {
        self.lock_engineers().await?;
        let ticket = self.lock_ticket(key, actor, &BasedOn::Any).await.map_err(|error| match error {
            Error::NotFound => Error::LinkInvalid,
            other => other,
        })?;
        // The ticket may have been opened again since the token was read, by a second press of the same button, too.
        if !self.desk.tickets().has_reporter_token(ReporterLink::Solution, token, &ticket) {
            return Err(Error::LinkInvalid);
        }
        match answer {
            SolutionAnswer::Solved if ticket.status == TicketStatus::Closed => Ok(()),
            SolutionAnswer::NotSolved(Some(body)) => {
                let (body, attachments) = (body.clone(), Vec::new());
                let command = PostMessage { body, note: false, attachments, seen: None, editor: None, mail: None };
                self.post(actor, key, &command).await.map(drop)
            }
            SolutionAnswer::Solved => self.move_by_link(key, actor, TicketStatus::Closed).await,
            SolutionAnswer::NotSolved(None) => self.move_by_link(key, actor, TicketStatus::Open).await,
        }
    }

    async fn move_by_link(&mut self, key: TicketKey, actor: &Actor, to: TicketStatus) -> Result<(), Error> {
        let command = UpdateTicket { status: Some(to), based_on: BasedOn::Any, ..UpdateTicket::default() };
        self.update(key, actor, &command).await.map(drop)
    }
}
