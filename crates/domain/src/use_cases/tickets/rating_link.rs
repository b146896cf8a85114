use crate::people::Actor;
use crate::ports::{TicketKey, TicketView};
use crate::ticket::Rating;
use crate::use_cases::tickets::rate::RateTicket;
use crate::use_cases::tickets::reporter_link::ReporterLink;
use crate::use_cases::transaction::{BasedOn, TxContext};
use crate::use_cases::{Error, Tickets};

/// What became of a rating by a link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RatingAnswer {
    /// It is the rating of the ticket.
    Rated(Rating),
    /// The ticket has another rating already, which stays.
    RatedBefore(Rating),
}

impl Tickets<'_> {
    /// The ticket that a link rates, without changing it. Where [`Ticket::rating_of_solution`](crate::ticket::Ticket::rating_of_solution)
    /// has a rating, the link changes nothing any more.
    ///
    /// # Errors
    /// [`Error::LinkInvalid`] for a token that this desk did not make, and where the ticket was opened again or deleted since.
    pub async fn check_rating_link(self, token: &str) -> Result<TicketView, Error> {
        Ok(self.read_reporter_token(ReporterLink::Rating, token).await?.0)
    }

    /// Rates a ticket for its reporter, without a sign-in: all that the link can do is that, and once. A rating of this solution that
    /// is there already stays: [`Tickets::rate`] changes it.
    ///
    /// # Errors
    /// As [`Tickets::check_rating_link`]; [`Error::Refused`] where the account of the reporter is not in use.
    pub async fn rate_by_link(self, token: &str, command: RateTicket) -> Result<RatingAnswer, Error> {
        let (view, person) = self.read_reporter_token(ReporterLink::Rating, token).await?;
        let (actor, key) = (Actor::from(&person), TicketKey::Id(view.ticket.id));
        self.desk.in_transaction(&actor, |tx| Box::pin(tx.rate_by_link(key, &actor, token, &command))).await
    }
}

impl TxContext<'_> {
    async fn rate_by_link(
        &mut self,
        key: TicketKey,
        actor: &Actor,
        token: &str,
        command: &RateTicket,
    ) -> Result<RatingAnswer, Error> {
        let before = self.lock_ticket(key, actor, &BasedOn::Any).await?;
        // The ticket may have been opened again, or rated, since the token was read.
        if !self.desk.tickets().has_reporter_token(ReporterLink::Rating, token, &before) {
            return Err(Error::LinkInvalid);
        }
        if let Some(rating) = before.rating_of_solution() {
            let is_same = rating.stars == command.stars && rating.comment == command.comment;
            let rating = rating.clone();
            return Ok(if is_same { RatingAnswer::Rated(rating) } else { RatingAnswer::RatedBefore(rating) });
        }
        let ticket = self.record_rating(&before, actor, command).await?;
        let rating = ticket.rating.clone().ok_or(Error::Internal("a rated ticket has no rating"))?;
        Ok(RatingAnswer::Rated(rating))
    }
}
