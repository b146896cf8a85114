//! What a transaction locks before it decides, and how an assignment decision takes effect.

use super::based_on::BasedOn;
use super::context::TxContext;
use crate::assignment::Decision;
use crate::history::Fact;
use crate::people::Actor;
use crate::permissions;
use crate::ports::TicketKey;
use crate::ticket::{Ticket, TicketAction};
use crate::use_cases::Error;

impl TxContext<'_> {
    /// Locks and returns a ticket that `actor` may see.
    ///
    /// # Errors
    /// [`Error::NotFound`] if there is none or `actor` may not see it; [`Error::Stale`] if it has another
    /// version for them than those it is based on.
    pub(crate) async fn lock_ticket(
        &mut self,
        key: TicketKey,
        actor: &Actor,
        based_on: &BasedOn,
    ) -> Result<Ticket, Error> {
        let found = match key {
            TicketKey::Id(id) => self.uow.tickets().find(id).await?,
            TicketKey::Number(number) => self.uow.tickets().find_by_number(number).await?,
        };
        let ticket = found.ok_or(Error::NotFound)?;
        permissions::may(actor, TicketAction::See, &ticket.relation_to(actor), self.desk.workflow())?;
        based_on.check(ticket.seen_by(actor, self.desk.workflow()).version)?;
        Ok(ticket)
    }

    /// Locks the engineers and reads their loads. A transaction that may change a load calls this before it locks a
    /// ticket: with one order of locks, two transactions cannot deadlock.
    pub(crate) async fn lock_engineers(&mut self) -> Result<(), Error> {
        self.engineers = self.uow.workload().lock_engineers().await?;
        Ok(())
    }

    /// Assigns the ticket as decided and stores the decision with its reasons. The facts have the system as author.
    pub(crate) async fn apply_decision(
        &mut self,
        ticket: &mut Ticket,
        decision: &Decision,
    ) -> Result<Vec<Fact>, Error> {
        self.uow.tickets().keep_decision(decision, self.now).await?;
        Ok(decision.assign(ticket))
    }
}
