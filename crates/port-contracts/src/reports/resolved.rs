//! The report of resolved tickets: exact bounds, every ticket once.

use deskhand_domain::permissions::TicketVisibility;
use deskhand_domain::ports::{PageLimit, TicketView};
use deskhand_domain::report::Period;
use deskhand_domain::testing::{TicketBuilder, a_customer, a_ticket};
use time::Duration;

use super::fixture::{may_see, periods, resolved, visibilities};
use super::tickets::keep_tickets;
use crate::Adapter;
use crate::fixtures::{at, rows};

const MILLISECOND: Duration = Duration::MILLISECOND;

pub(crate) async fn a_report_begins_and_ends_at_its_very_milliseconds(adapter: &Adapter) {
    adapter.keep_people(&[a_customer().build()]).await;
    let moments = [at(10) - MILLISECOND, at(10), at(20) - MILLISECOND, at(20)];
    let tickets = (1..).zip(moments).map(|(n, moment)| a_ticket().number(n).created_at(moment).resolved_at(moment));
    let mut tickets: Vec<_> = tickets.map(TicketBuilder::build).collect();
    tickets.push(a_ticket().number(5).created_at(at(0)).build());
    adapter.keep_tickets(&tickets).await;

    let period = Period::new(at(10), at(20)).unwrap();
    assert_eq!(numbers(&resolved(adapter, TicketVisibility::Everything, period, rows(10)).await), [2, 3]);
    let opened = adapter.reports.opened(TicketVisibility::Everything, period).await.unwrap();
    assert_eq!(opened.iter().map(|count| count.tickets).sum::<u64>(), 2);
}

pub(crate) async fn every_resolved_ticket_of_the_period_is_reported_once_in_order(adapter: &Adapter) {
    let tickets = keep_tickets(adapter).await;
    for sees in visibilities() {
        for period in periods() {
            let mut expected: Vec<_> = tickets
                .iter()
                .filter(|t| may_see(t, sees) && t.resolved_at.is_some_and(|at| period.contains(at)))
                .collect();
            expected.sort_by_key(|ticket| (ticket.resolved_at, ticket.id));
            let expected: Vec<_> = expected.into_iter().map(|ticket| ticket.number.get()).collect();
            for limit in [rows(1), rows(7), PageLimit::LARGEST] {
                let seen = resolved(adapter, sees, period, limit).await;
                assert_eq!(numbers(&seen), expected, "{sees:?} {period:?}");
                assert!(seen.iter().all(|view| view.assignee.as_ref().map(|a| a.id) == view.ticket.assignee));
            }
        }
    }
}

fn numbers(views: &[TicketView]) -> Vec<u64> {
    views.iter().map(|view| view.ticket.number.get()).collect()
}
