use crate::assignment::{Decision, Trigger};
use crate::people::Actor;
use crate::ports::TicketKey;
use crate::use_cases::error::refused;
use crate::use_cases::transaction::{BasedOn, TxContext};
use crate::use_cases::{Error, Execution, Outcome, TicketDetail, Tickets};

impl Tickets<'_> {
    /// Assigns the ticket to the engineer or admin who asks for it. If an open ticket leaves another engineer by that, the
    /// backlog is assigned.
    ///
    /// # Errors
    /// [`Error::NotFound`] or [`Error::Refused`].
    pub async fn take(self, actor: &Actor, key: TicketKey) -> Result<TicketDetail, Error> {
        self.take_with(actor, key, &Execution::Commit).await?.done()
    }

    /// As [`Tickets::take`], with a choice of [`Execution`].
    ///
    /// # Errors
    /// As [`Tickets::take`].
    pub async fn take_with(
        self,
        actor: &Actor,
        key: TicketKey,
        execution: &Execution<'_, TicketDetail>,
    ) -> Result<Outcome<TicketDetail>, Error> {
        let outcome = self.desk.run(actor, execution, |tx| Box::pin(tx.take(key, actor))).await?;
        Ok(outcome.seen_by(actor, self.desk.workflow()))
    }
}

impl TxContext<'_> {
    async fn take(&mut self, key: TicketKey, actor: &Actor) -> Result<TicketDetail, Error> {
        self.lock_engineers().await?;
        let before = self.lock_ticket(key, actor, &BasedOn::Any).await?;
        // The account may have changed since the caller was authenticated. Under the lock it cannot change any more.
        let person = self.look_up(&[actor.id]).await?.pop().ok_or(Error::Unauthenticated)?;
        let actor = &Actor { by_key: actor.by_key, ..Actor::from(&person) };
        let mut ticket = before.clone();
        let facts = ticket.take(actor, self.desk.workflow(), self.now).map_err(refused)?;
        if before.assignee != ticket.assignee {
            let decision = Decision::by_person(ticket.id, Trigger::Taken, ticket.assignee);
            self.uow.tickets().keep_decision(&decision, self.now).await?;
        }
        self.record_ticket(&before, &mut ticket, facts).await?;
        if before.load_on().is_some() && before.load_on() != ticket.load_on() {
            self.assign_backlog_after_change(None).await?;
        }
        self.detail(ticket, actor).await
    }
}
