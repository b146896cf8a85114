use crate::people::Actor;
use crate::ports::TicketKey;
use crate::use_cases::transaction::{BasedOn, TxContext};
use crate::use_cases::{Error, Execution, Outcome, Tickets};

impl Tickets<'_> {
    /// Stops mails about this ticket to the caller (`muted`), or resumes them. Repeating it changes nothing. The
    /// ticket and its history do not change: muting is private.
    ///
    /// # Errors
    /// [`Error::NotFound`] also if the caller may not see the ticket.
    pub async fn mute(self, actor: &Actor, key: TicketKey, muted: bool) -> Result<(), Error> {
        self.mute_with(actor, key, muted, &Execution::Commit).await?.done()
    }

    /// As [`Tickets::mute`], with a choice of [`Execution`].
    ///
    /// # Errors
    /// As [`Tickets::mute`].
    pub async fn mute_with(
        self,
        actor: &Actor,
        key: TicketKey,
        muted: bool,
        execution: &Execution<'_, ()>,
    ) -> Result<Outcome<()>, Error> {
        self.desk.run(actor, execution, |tx| Box::pin(tx.mute(key, actor, muted))).await
    }
}

impl TxContext<'_> {
    async fn mute(&mut self, key: TicketKey, actor: &Actor, muted: bool) -> Result<(), Error> {
        let ticket = self.lock_ticket(key, actor, &BasedOn::Any).await?;
        self.uow.tickets().set_muted(ticket.id, actor.id, muted).await?;
        Ok(())
    }
}
