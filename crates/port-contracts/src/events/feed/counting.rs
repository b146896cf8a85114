//! Counts stop at the most that is counted exactly.

use deskhand_domain::history::EventKind;
use deskhand_domain::people::By;
use deskhand_domain::policy::Workflow;
use deskhand_domain::ports::Total;
use deskhand_domain::testing::{a_customer, a_ticket, ticket_id};

use super::fixture::{EVERYTHING, append, visible_to};
use crate::Adapter;
use crate::fixtures::event;

pub(crate) async fn a_count_of_events_stops_at_ten_thousand_and_says_so(adapter: &Adapter) {
    let reporter = a_customer().build();
    adapter.keep_people(std::slice::from_ref(&reporter)).await;
    adapter.keep_tickets(&[a_ticket().reporter(reporter.id).build()]).await;
    let sees = [EVERYTHING, visible_to(&reporter, &Workflow::default())];
    let mut written = 0;
    for number in [Total::MAX, 1, 1] {
        let events: Vec<_> =
            (written..written + number).map(|n| event(n, ticket_id(1), EventKind::Taken, By::System)).collect();
        for some in events.chunks(1_000) {
            append(adapter, some).await;
        }
        written += number;
        for sees in sees {
            let all = adapter.events.count(sees).await.unwrap();
            let of_ticket = adapter.events.count_of_ticket(ticket_id(1), false).await.unwrap();
            for total in [all, of_ticket] {
                assert_eq!((total.rows(), total.is_capped()), (Total::MAX, written > Total::MAX), "{written}");
            }
        }
    }
}
