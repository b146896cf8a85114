use time::OffsetDateTime;

use super::Ticket;
use crate::history::{EventKind, Fact};
use crate::people::Actor;
use crate::policy::Workflow;
use crate::refusal::Refusal;
use crate::state_machine::{StatusAction, TicketAction, TicketStatus, transitions};

impl Ticket {
    /// Moves the ticket to `to` by the move that leads there. Where it is in that state already, nothing happens.
    ///
    /// # Errors
    /// [`Refusal::IllegalTransition`] where no move leads there; else as [`Ticket::apply`].
    pub fn move_to(
        &mut self,
        to: TicketStatus,
        actor: &Actor,
        rules: &Workflow,
        now: OffsetDateTime,
    ) -> Result<Vec<Fact>, Refusal> {
        if to == self.status {
            return Ok(Vec::new());
        }
        match transitions::action_between(self.status, to, rules) {
            Some(action) => self.apply(action, actor, rules, now),
            None => Err(self.illegal(to, actor, rules, now)),
        }
    }

    /// Makes one move of the state machine.
    ///
    /// # Errors
    /// A [`Refusal`]: not permitted, no such move, an answer is missing, or the reopen window has passed.
    pub fn apply(
        &mut self,
        action: StatusAction,
        actor: &Actor,
        rules: &Workflow,
        now: OffsetDateTime,
    ) -> Result<Vec<Fact>, Refusal> {
        self.check(TicketAction::Move(action), actor, rules, now)?;
        match transitions::next(self.status, action, rules) {
            Some(to) => Ok(vec![self.enter(to, action, now)]),
            None => Err(self.illegal(self.status, actor, rules, now)),
        }
    }

    pub(super) fn check_move(
        &self,
        action: StatusAction,
        actor: &Actor,
        rules: &Workflow,
        now: OffsetDateTime,
    ) -> Result<(), Refusal> {
        if transitions::next(self.status, action, rules).is_none() {
            return Err(self.illegal(target_of(action, rules), actor, rules, now));
        }
        let as_staff = !actor.is(self.reporter);
        let unanswered = self.first_response_at.is_none();
        match action {
            StatusAction::Resolve if rules.resolve_requires_response && as_staff && unanswered => {
                Err(Refusal::ResponseRequired)
            }
            StatusAction::Reopen if self.is_past_reopen_window(rules, now) => Err(Refusal::ReopenWindowPassed),
            _ => Ok(()),
        }
    }

    pub(super) fn is_past_reopen_window(&self, rules: &Workflow, now: OffsetDateTime) -> bool {
        self.status == TicketStatus::Closed && self.closed_at.is_some_and(|at| now - at > rules.reopen_window)
    }

    /// Enters a state, with all that follows from it. Callers have checked that the move exists.
    pub(super) fn enter(&mut self, to: TicketStatus, action: StatusAction, now: OffsetDateTime) -> Fact {
        let before = self.status;
        self.0.status = to;
        self.0.resolved_at = match to {
            TicketStatus::Resolved => Some(now),
            TicketStatus::Closed => self.resolved_at,
            _ => None,
        };
        self.0.closed_at = (to == TicketStatus::Closed).then_some(now);
        // A warning belongs to one time of being resolved: whatever comes next begins without.
        self.0.close_warned_at = None;
        if action == StatusAction::Reopen {
            self.0.reopen_count += 1;
        }
        Fact::new(EventKind::StatusChanged).before(before.as_str()).after(to.as_str())
    }

    fn illegal(&self, to: TicketStatus, actor: &Actor, rules: &Workflow, now: OffsetDateTime) -> Refusal {
        let allowed = self.allowed_moves(actor, rules, now);
        Refusal::IllegalTransition { from: self.status, to, allowed }
    }
}

/// The state that a move aims at, whatever it starts from.
fn target_of(action: StatusAction, rules: &Workflow) -> TicketStatus {
    TicketStatus::ALL.iter().find_map(|from| transitions::next(*from, action, rules)).unwrap_or(TicketStatus::Open)
}
