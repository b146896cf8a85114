use super::error::refused;
use super::{Error, UseCases};
use crate::people::Actor;
use crate::ports::TicketKey;
use crate::ticket::TicketAction;

impl UseCases {
    /// Removes a ticket with its conversation. Its number is not used again.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::Stale`] or [`Error::Refused`].
    pub async fn delete_ticket(&self, actor: &Actor, key: TicketKey, version: Option<u64>) -> Result<(), Error> {
        let mut work = self.begin(actor).await?;
        work.lock_engineers().await?;
        let ticket = work.find_ticket(key, actor, version).await?;
        ticket.check(TicketAction::Delete, actor, self.workflow(), work.now).map_err(refused)?;
        work.record_deletion(&ticket).await?;
        if ticket.load_on().is_some() {
            work.hand_out_waiting().await?;
        }
        work.commit().await
    }
}
