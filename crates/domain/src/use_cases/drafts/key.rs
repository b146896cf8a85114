use crate::drafts::DraftPlace;
use crate::people::Actor;
use crate::permissions;
use crate::ports::TicketKey;
use crate::use_cases::{Drafts, Error};

/// How a caller names the place of a draft.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DraftKey {
    /// A new ticket.
    NewTicket,
    /// A request or response on this ticket.
    Reply(TicketKey),
    /// A note on this ticket.
    Note(TicketKey),
}

impl DraftKey {
    pub(super) const fn ticket(self) -> Option<(TicketKey, bool)> {
        match self {
            Self::NewTicket => None,
            Self::Reply(key) => Some((key, false)),
            Self::Note(key) => Some((key, true)),
        }
    }
}

impl Drafts<'_> {
    /// The place that the key names, if `actor` may see its ticket.
    pub(super) async fn place(self, actor: &Actor, key: DraftKey) -> Result<DraftPlace, Error> {
        match key.ticket() {
            Some((key, note)) => {
                let ticket = self.desk.tickets().visible_ticket(actor, key).await?;
                Ok(DraftPlace::of_message(ticket.id, note))
            }
            None => {
                permissions::tickets_visible_to(actor, self.desk.workflow())?;
                Ok(DraftPlace::NewTicket)
            }
        }
    }
}
