use super::{Error, UseCases};
use crate::ids::TicketId;
use crate::people::Actor;
use crate::permissions::{self, TicketVisibility};
use crate::ports::{TicketKey, TicketView};
use crate::ticket::{Refusal, TicketAction};

/// One ticket, with what the caller may do with it now.
#[derive(Clone, Debug)]
pub struct TicketDetail {
    /// The ticket with the people on it.
    pub view: TicketView,
    /// How many messages the caller can read.
    pub message_count: u32,
    /// Every action, with the answer that the caller would get now.
    pub allowed_actions: Vec<(TicketAction, Result<(), Refusal>)>,
}

impl UseCases {
    /// Shows one ticket.
    ///
    /// # Errors
    /// [`Error::NotFound`] also where the caller may not see it.
    pub async fn show_ticket(&self, actor: &Actor, key: TicketKey) -> Result<TicketDetail, Error> {
        let sees = permissions::tickets_visible_to(actor, self.workflow())?;
        self.detail(actor, sees, key).await
    }

    /// Shows a ticket to whoever has just changed it: the change itself may have put it out of their sight.
    pub(super) async fn show_changed(&self, actor: &Actor, ticket: TicketId) -> Result<TicketDetail, Error> {
        self.detail(actor, TicketVisibility::Everything, TicketKey::Id(ticket)).await
    }

    async fn detail(&self, actor: &Actor, sees: TicketVisibility, key: TicketKey) -> Result<TicketDetail, Error> {
        let view = self.ports.tickets.find(sees, key).await?.ok_or(Error::NotFound)?;
        let allowed_actions = view.ticket.allowed_actions(actor, self.workflow(), self.ports.clock.now());
        let message_count = view.ticket.messages_seen_by(actor, self.workflow());
        Ok(TicketDetail { view, message_count, allowed_actions })
    }
}
