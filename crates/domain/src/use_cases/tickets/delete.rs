use crate::people::Actor;
use crate::ports::TicketKey;
use crate::ticket::TicketAction;
use crate::use_cases::error::refused;
use crate::use_cases::transaction::TxContext;
use crate::use_cases::{Error, Tickets};

impl Tickets<'_> {
    /// Deletes a ticket with its conversation. Its history stays, and its number is not used again. If `version` is
    /// given, it must be the stored one.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::Stale`] or [`Error::Refused`].
    pub async fn delete(self, actor: &Actor, key: TicketKey, version: Option<u64>) -> Result<(), Error> {
        self.desk.in_transaction(actor, |tx| Box::pin(tx.delete(key, actor, version))).await
    }
}

impl TxContext<'_> {
    async fn delete(&mut self, key: TicketKey, actor: &Actor, version: Option<u64>) -> Result<(), Error> {
        self.lock_engineers().await?;
        let ticket = self.lock_ticket(key, actor, version).await?;
        ticket.check(TicketAction::Delete, actor, self.desk.workflow(), self.now).map_err(refused)?;
        self.record_deletion(&ticket).await?;
        if ticket.load_on().is_some() {
            self.assign_backlog_after_change(None).await?;
        }
        Ok(())
    }
}
