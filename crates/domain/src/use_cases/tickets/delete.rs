use crate::people::Actor;
use crate::ports::TicketKey;
use crate::ticket::TicketAction;
use crate::use_cases::error::refused;
use crate::use_cases::transaction::context::Work;
use crate::use_cases::{Error, UseCases};

impl UseCases {
    /// Removes a ticket with its conversation. Its number is not used again.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::Stale`] or [`Error::Refused`].
    pub async fn delete_ticket(&self, actor: &Actor, key: TicketKey, version: Option<u64>) -> Result<(), Error> {
        self.in_one_go(actor, |work| Box::pin(work.delete(key, actor, version))).await
    }
}

impl Work<'_> {
    async fn delete(&mut self, key: TicketKey, actor: &Actor, version: Option<u64>) -> Result<(), Error> {
        self.lock_engineers().await?;
        let ticket = self.find_ticket(key, actor, version).await?;
        ticket.check(TicketAction::Delete, actor, self.desk.workflow(), self.now).map_err(refused)?;
        self.record_deletion(&ticket).await?;
        if ticket.load_on().is_some() {
            self.hand_out_waiting(None).await?;
        }
        Ok(())
    }
}
