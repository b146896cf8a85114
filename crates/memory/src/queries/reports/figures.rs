//! The figures of a report.

use deskhand_domain::PersonId;
use deskhand_domain::people::Person;
use deskhand_domain::permissions::{NotesVisibility, TicketVisibility};
use deskhand_domain::ports::{EngineerFigures, Measure};
use deskhand_domain::report::{Period, RatingCounts};
use deskhand_domain::ticket::{Ticket, TicketStatus};
use time::Duration;

use crate::queries::tickets::is_visible;
use crate::state::State;

pub(super) fn measured(state: &State, sees: TicketVisibility, period: Period, measure: Measure) -> Vec<Duration> {
    let visible = state.tickets.values().filter(|ticket| is_visible(ticket, sees));
    visible
        .filter_map(|ticket| {
            let (end, counts_at) = match measure {
                Measure::FirstResponse => (ticket.first_response_at?, ticket.created_at),
                Measure::Resolution => (ticket.resolved_at?, ticket.resolved_at?),
            };
            period.contains(counts_at).then(|| end - ticket.created_at)
        })
        .collect()
}

pub(super) fn engineer_figures(state: &State, engineer: &Person, period: Period) -> EngineerFigures {
    let count =
        |fits: &dyn Fn(&Ticket) -> bool| held_by(state, engineer.id).filter(|ticket| fits(ticket)).count() as u64;
    EngineerFigures {
        engineer: engineer.to_ref(),
        open_tickets: u64::from(state.load_of(engineer.id).open_tickets),
        blocked_tickets: count(&|ticket| ticket.status == TicketStatus::Blocked),
        resolved_in_period: count(&|ticket| ticket.resolved_at.is_some_and(|at| period.contains(at))),
        ratings: counted(held_by(state, engineer.id), period),
    }
}

pub(super) fn ratings(state: &State, sees: NotesVisibility, period: Period) -> RatingCounts {
    counted(state.tickets.values().filter(|ticket| sees.include(ticket.assignee)), period)
}

fn counted<'a>(tickets: impl Iterator<Item = &'a Ticket>, period: Period) -> RatingCounts {
    let mut counts = RatingCounts::default();
    for rating in tickets.filter_map(|ticket| ticket.rating.as_ref()).filter(|rating| period.contains(rating.at)) {
        counts.add(rating.stars, 1);
    }
    counts
}

fn held_by(state: &State, engineer: PersonId) -> impl Iterator<Item = &Ticket> {
    state.tickets.values().filter(move |ticket| ticket.assignee == Some(engineer))
}
