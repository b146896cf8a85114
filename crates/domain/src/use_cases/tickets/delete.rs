use crate::people::Actor;
use crate::ports::TicketKey;
use crate::ticket::TicketAction;
use crate::use_cases::error::refused;
use crate::use_cases::transaction::{BasedOn, TxContext};
use crate::use_cases::{Error, Tickets};

impl Tickets<'_> {
    /// Deletes a ticket with its conversation. Its history stays, and its number is not used again.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::Stale`] or [`Error::Refused`].
    pub async fn delete(self, actor: &Actor, key: TicketKey, based_on: BasedOn) -> Result<(), Error> {
        self.desk.in_transaction(actor, |tx| Box::pin(tx.delete(key, actor, &based_on))).await
    }
}

impl TxContext<'_> {
    async fn delete(&mut self, key: TicketKey, actor: &Actor, based_on: &BasedOn) -> Result<(), Error> {
        self.lock_engineers().await?;
        let ticket = self.lock_ticket(key, actor, based_on).await?;
        ticket.check(TicketAction::Delete, actor, self.desk.workflow(), self.now).map_err(refused)?;
        self.record_deletion(&ticket).await?;
        if ticket.load_on().is_some() {
            self.assign_backlog_after_change(None).await?;
        }
        Ok(())
    }
}
