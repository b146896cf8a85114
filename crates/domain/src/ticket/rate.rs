use time::OffsetDateTime;

use super::{Rating, RatingComment, Stars, Ticket};
use crate::history::{EventKind, Fact};
use crate::people::Actor;
use crate::permissions;
use crate::policy::Workflow;
use crate::refusal::Refusal;
use crate::state_machine::TicketAction;

impl Ticket {
    /// Rates the ticket in the place of an earlier rating. The same rating again changes nothing, unless the ticket was resolved
    /// anew in between.
    ///
    /// # Errors
    /// [`Refusal::Denied`] unless `actor` is the reporter; [`Refusal::NotRateable`] in a state without an outcome.
    pub fn rate(
        &mut self,
        stars: Stars,
        comment: Option<RatingComment>,
        actor: &Actor,
        rules: &Workflow,
        now: OffsetDateTime,
    ) -> Result<Vec<Fact>, Refusal> {
        self.check(TicketAction::Rate, actor, rules, now)?;
        if self.rating_of_solution().is_some_and(|rating| rating.stars == stars && rating.comment == comment) {
            return Ok(Vec::new());
        }
        let fact = Fact::new(EventKind::Rated).after(&stars.to_string());
        let fact = match &self.rating {
            Some(earlier) => fact.before(&earlier.stars.to_string()),
            None => fact,
        };
        self.0.rating = Some(Rating { stars, comment, at: self.moment(now) });
        Ok(vec![fact])
    }

    /// The rating, unless the ticket was resolved anew since.
    #[must_use]
    pub fn rating_of_solution(&self) -> Option<&Rating> {
        self.rating.as_ref().filter(|rating| self.resolved_at.is_none_or(|resolved_at| rating.at > resolved_at))
    }

    /// Whether `actor` may read how the ticket is rated.
    #[must_use]
    pub fn shows_rating_to(&self, actor: &Actor, rules: &Workflow) -> bool {
        permissions::may(actor, TicketAction::ReadRating, &self.relation_to(actor), rules).is_ok()
    }
}
