use crate::people::Actor;
use crate::ports::TicketKey;
use crate::ticket::{RatingComment, Stars, Ticket};
use crate::use_cases::error::refused;
use crate::use_cases::transaction::{BasedOn, TxContext};
use crate::use_cases::{Error, TicketDetail, Tickets};

/// How a reporter rates the help with their ticket.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RateTicket {
    /// How good it was.
    pub stars: Stars,
    /// What they add.
    pub comment: Option<RatingComment>,
}

impl Tickets<'_> {
    /// Rates a ticket for its reporter, in the place of an earlier rating. Repeating it changes nothing. It moves neither state nor
    /// assignee, and causes no letter.
    ///
    /// # Errors
    /// [`Error::NotFound`] also if the caller may not see the ticket; [`Error::Refused`] if they are not its reporter, or there is
    /// nothing to rate; [`Error::QuotaExceeded`].
    pub async fn rate(self, actor: &Actor, key: TicketKey, command: RateTicket) -> Result<TicketDetail, Error> {
        self.desk.in_transaction(actor, |tx| Box::pin(tx.rate(key, actor, &command))).await
    }
}

impl TxContext<'_> {
    async fn rate(&mut self, key: TicketKey, actor: &Actor, command: &RateTicket) -> Result<TicketDetail, Error> {
        let before = self.lock_ticket(key, actor, &BasedOn::Any).await?;
        let ticket = self.record_rating(&before, actor, command).await?;
        self.detail(ticket, actor).await
    }

    /// Rates a ticket that is locked.
    pub(crate) async fn record_rating(
        &mut self,
        before: &Ticket,
        actor: &Actor,
        command: &RateTicket,
    ) -> Result<Ticket, Error> {
        let (mut ticket, RateTicket { stars, comment }) = (before.clone(), command.clone());
        let text = comment.as_ref().map_or(0, |comment| comment.as_str().len());
        let facts = ticket.rate(stars, comment, actor, self.desk.workflow(), self.now).map_err(refused)?;
        if !facts.is_empty() {
            self.count_use(actor, 0, text).await?;
        }
        self.record_ticket(before, &mut ticket, facts).await?;
        Ok(ticket)
    }
}
