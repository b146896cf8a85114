use super::error::refused;
use super::{Error, TicketDetail, UseCases};
use crate::assignment::{Decision, Trigger};
use crate::people::Actor;
use crate::ports::TicketKey;

impl UseCases {
    /// The engineer says "I am on it", and has the ticket from then on.
    ///
    /// # Errors
    /// [`Error::NotFound`] or [`Error::Refused`].
    pub async fn take_ticket(&self, actor: &Actor, key: TicketKey) -> Result<TicketDetail, Error> {
        let mut work = self.begin(actor).await?;
        work.lock_engineers().await?;
        let before = work.find_ticket(key, actor, None).await?;
        let mut ticket = before.clone();
        let facts = ticket.take(actor, self.workflow(), work.now).map_err(refused)?;
        if before.assignee != ticket.assignee {
            let decision = Decision::by_person(ticket.id, Trigger::Taken, ticket.assignee);
            work.uow.tickets().keep_decision(&decision, work.now).await?;
        }
        work.record_ticket(&before, &mut ticket, facts).await?;
        work.commit().await?;
        self.show_ticket(actor, TicketKey::Id(ticket.id)).await
    }
}
