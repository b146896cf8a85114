//! Every filter alone, and filters together, against the plain meaning of their words.

use deskhand_domain::permissions::TicketVisibility;
use deskhand_domain::ports::TicketFilter;
use deskhand_domain::ticket::Ticket;

use super::by_person::{by_assignee, by_reporter};
use super::by_state::{by_priority, by_status, by_turn};
use super::by_text::by_text;
use super::by_time::{by_change, by_creation};
use super::case::Case;
use super::tickets::keep_tickets;
use crate::Adapter;
use crate::fixtures::Random;

/// Filters by field; a request has at most one of each field.
fn cases() -> Vec<Vec<Case>> {
    vec![by_status(), by_priority(), by_reporter(), by_assignee(), by_text(), by_turn(), by_creation(), by_change()]
}

pub(crate) async fn every_filter_means_what_it_says(adapter: &Adapter) {
    let tickets = keep_tickets(adapter).await;
    assert_found(adapter, &tickets, &[]).await;
    for case in cases().concat() {
        assert_found(adapter, &tickets, &[case]).await;
    }
}

pub(crate) async fn filters_together_narrow_each_other(adapter: &Adapter) {
    let tickets = keep_tickets(adapter).await;
    let mut random = Random::new(17);
    for _ in 0..200 {
        let asked: Vec<Case> =
            cases().iter().filter_map(|field| random.perhaps(|random| *random.pick(field))).take(4).collect();
        assert_found(adapter, &tickets, &asked).await;
    }
}

async fn assert_found(adapter: &Adapter, tickets: &[Ticket], cases: &[Case]) {
    let mut filter = TicketFilter::default();
    cases.iter().for_each(|case| (case.ask)(&mut filter));
    let fits = |ticket: &&Ticket| cases.iter().all(|case| (case.fits)(ticket));
    let expected: Vec<u64> = tickets.iter().filter(fits).map(|ticket| ticket.number.get()).collect();
    let names: Vec<_> = cases.iter().map(|case| case.name).collect();
    assert_eq!(adapter.numbers(TicketVisibility::Everything, &filter).await, expected, "{names:?}");
    let count = adapter.tickets.count_up_to(TicketVisibility::Everything, filter, 1_000).await.unwrap();
    assert_eq!(count as usize, expected.len(), "{names:?}");
}
