//! Counts and ranks, against plain counting.

use std::collections::BTreeMap;

use deskhand_domain::ports::Measure;
use deskhand_domain::report::Period;
use deskhand_domain::ticket::{Priority, Ticket, TicketStatus};
use time::Duration;

use super::fixture::{may_see, periods, visibilities};
use super::tickets::keep_tickets;
use crate::Adapter;
use crate::fixtures::sorted;

pub(crate) async fn opened_tickets_are_counted_by_state_and_priority(adapter: &Adapter) {
    let tickets = keep_tickets(adapter).await;
    for sees in visibilities() {
        for period in periods() {
            let mut expected: BTreeMap<(TicketStatus, Priority), u64> = BTreeMap::new();
            for ticket in tickets.iter().filter(|t| may_see(t, sees) && period.contains(t.created_at)) {
                *expected.entry((ticket.status, ticket.priority)).or_default() += 1;
            }
            let counts = adapter.reports.opened(sees, period).await.unwrap();
            let counts: Vec<_> = counts.into_iter().map(|c| ((c.status, c.priority), c.tickets)).collect();
            assert_eq!(sorted(counts), expected.into_iter().collect::<Vec<_>>(), "{sees:?} {period:?}");
        }
    }
}

pub(crate) async fn every_rank_of_a_measure_is_found(adapter: &Adapter) {
    let tickets = keep_tickets(adapter).await;
    for sees in visibilities() {
        for period in periods() {
            for measure in Measure::ALL {
                let visible = tickets.iter().filter(|ticket| may_see(ticket, sees));
                let expected = sorted(visible.filter_map(|ticket| time_of(ticket, *measure, period)));
                let count = adapter.reports.count_measured(sees, period, *measure).await.unwrap();
                assert_eq!(count, expected.len() as u64, "{measure} {sees:?} {period:?}");
                let mut found = Vec::new();
                for rank in 1..=count {
                    found.extend(adapter.reports.measured(sees, period, *measure, rank).await.unwrap());
                }
                assert_eq!(found, expected, "{measure} {sees:?} {period:?}");
                for beyond in [0, count + 1, u64::from(u32::MAX)] {
                    assert_eq!(adapter.reports.measured(sees, period, *measure, beyond).await.unwrap(), None);
                }
            }
        }
    }
}

fn time_of(ticket: &Ticket, measure: Measure, period: Period) -> Option<Duration> {
    let (end, counted_at) = match measure {
        Measure::FirstResponse => (ticket.first_response_at, Some(ticket.created_at)),
        Measure::Resolution => (ticket.resolved_at, ticket.resolved_at),
    };
    counted_at.filter(|at| period.contains(*at)).and(end).map(|end| end - ticket.created_at)
}
