use time::format_description::BorrowedFormatItem;
use time::macros::format_description;
use time::{Duration, OffsetDateTime, UtcOffset};

use super::Ticket;
use crate::history::{EventKind, Fact};
use crate::policy::Workflow;
use crate::state_machine::{StatusAction, TicketStatus};

const RFC_3339: &[BorrowedFormatItem<'_>] =
    format_description!("[year]-[month]-[day]T[hour]:[minute]:[second].[subsecond digits:3]Z");

/// What becomes of a resolved ticket by itself (docs/domain.md section 3), one step at a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClosingStep {
    /// Its reporter gets a mail that it will close.
    Warn {
        /// When it will, if nothing happens before.
        closes_at: OffsetDateTime,
    },
    /// It closes.
    Close,
}

/// Which resolved tickets have a [`ClosingStep`] due: what a store looks for. [`Ticket::closing_step`] has the last word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClosingDue {
    /// Not warned yet, and resolved at this moment or before.
    pub unwarned_resolved_by: OffsetDateTime,
    /// Or warned at this moment or before ...
    pub warned_by: OffsetDateTime,
    /// ... and resolved at this one or before.
    pub warned_resolved_by: OffsetDateTime,
}

impl ClosingDue {
    /// What is due at `now`; `None` where tickets never close by themselves.
    #[must_use]
    pub fn at(now: OffsetDateTime, rules: &Workflow) -> Option<Self> {
        let grace = rules.auto_close_after?;
        let lead = lead(rules, grace);
        Some(Self {
            unwarned_resolved_by: now.saturating_sub(grace - lead),
            warned_by: now.saturating_sub(lead),
            warned_resolved_by: now.saturating_sub(grace),
        })
    }
}

impl Ticket {
    /// What is due with this ticket at `now`, where tickets close by themselves (policies `auto_close_after` and
    /// `auto_close_warning`). Nobody's ticket closes unwarned: where the warning comes late, because nothing ran in the
    /// meantime, so does the closing.
    #[must_use]
    pub fn closing_step(&self, rules: &Workflow, now: OffsetDateTime) -> Option<ClosingStep> {
        let resolved_at = self.resolved_at.filter(|_| self.status == TicketStatus::Resolved)?;
        let grace = rules.auto_close_after?;
        let lead = lead(rules, grace);
        match self.close_warned_at {
            None if rules.auto_close_warning.is_some() => (now - resolved_at >= grace - lead).then(|| {
                let closes_at = resolved_at.saturating_add(grace).max(now.saturating_add(lead));
                ClosingStep::Warn { closes_at }
            }),
            Some(warned_at) if now - warned_at < lead => None,
            _ => (now - resolved_at >= grace).then_some(ClosingStep::Close),
        }
    }

    /// Takes the step that is due, if any is. The sweep's verb: there is no actor to ask.
    pub fn close_by_itself(&mut self, rules: &Workflow, now: OffsetDateTime) -> Vec<Fact> {
        match self.closing_step(rules, now) {
            Some(ClosingStep::Warn { closes_at }) => {
                self.0.close_warned_at = Some(now);
                let when = closes_at.to_offset(UtcOffset::UTC).format(RFC_3339).unwrap_or_default();
                vec![Fact::new(EventKind::ClosingSoon).after(&when)]
            }
            Some(ClosingStep::Close) => vec![self.enter(TicketStatus::Closed, StatusAction::Close, now)],
            None => Vec::new(),
        }
    }
}

/// How long before the end of the grace the warning comes: with a grace shorter than that, as soon as it is resolved.
fn lead(rules: &Workflow, grace: Duration) -> Duration {
    rules.auto_close_warning.map_or(Duration::ZERO, |warning| warning.min(grace))
}
