//! How many tickets there are, counted up to a limit.

use deskhand_domain::permissions::TicketVisibility;
use deskhand_domain::ports::{AssigneeFilter, TicketFilter};
use deskhand_domain::testing::{person_id, search_for};
use deskhand_domain::ticket::{Awaiting, TicketStatus};

use super::fixture::keep_tickets;
use crate::Adapter;

pub(crate) async fn tickets_are_counted_as_far_as_asked(adapter: &Adapter) {
    keep_tickets(adapter).await;
    let (all, me) = (TicketFilter::default, person_id("engineer"));
    let filters = [
        all(),
        TicketFilter { status: vec![TicketStatus::Open, TicketStatus::Blocked], ..all() },
        TicketFilter { assignee: Some(vec![AssigneeFilter::Nobody, AssigneeFilter::Person(me)]), ..all() },
        TicketFilter { status: vec![TicketStatus::Open], awaiting: Some(Awaiting::Staff), ..all() },
        TicketFilter { q: Some(search_for("printer")), ..all() },
        TicketFilter { reporter: Some(Vec::new()), ..all() },
    ];
    let visibilities = [
        TicketVisibility::Everything,
        TicketVisibility::ReportedOrFollowedBy(me),
        TicketVisibility::ReportedFollowedOrAssignedTo(me),
    ];
    for sees in visibilities {
        for filter in &filters {
            let there = u32::try_from(adapter.numbers(sees, filter).await.len()).unwrap();
            for most in [1, 5, 20, 59, 60, 100] {
                let counted = adapter.tickets.count_up_to(sees, filter.clone(), most).await.unwrap();
                assert_eq!(counted, there.min(most), "{sees:?} {filter:?} up to {most}");
            }
        }
    }
}
