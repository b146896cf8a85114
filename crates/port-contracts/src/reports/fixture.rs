//! Tickets of every kind, and the plain counting that reports are compared with.

use deskhand_domain::people::Person;
use deskhand_domain::permissions::TicketVisibility;
use deskhand_domain::ports::{PageLimit, ResolvedPosition, TicketView};
use deskhand_domain::report::Period;
use deskhand_domain::testing::{a_ticket, person_id, ticket_id};
use deskhand_domain::ticket::{Priority, Rating, Stars, Ticket, TicketStatus};
use time::Duration;

use crate::Adapter;
use crate::fixtures::{Random, all, at};

pub(super) fn visibilities() -> Vec<TicketVisibility> {
    vec![
        TicketVisibility::Everything,
        TicketVisibility::ReportedOrFollowedBy(person_id("customer")),
        TicketVisibility::ReportedFollowedOrAssignedTo(person_id("emil")),
        TicketVisibility::ReportedOrFollowedBy(person_id("nobody")),
    ]
}

pub(super) fn may_see(ticket: &Ticket, sees: TicketVisibility) -> bool {
    match sees {
        TicketVisibility::Everything => true,
        TicketVisibility::ReportedOrFollowedBy(id) => ticket.reporter == id,
        TicketVisibility::ReportedFollowedOrAssignedTo(id) => ticket.reporter == id || ticket.assignee == Some(id),
    }
}

pub(super) fn periods() -> Vec<Period> {
    let bounds = [(-1_000, 10_000), (20, 60), (40, 41), (5_000, 6_000)];
    bounds.map(|(from, to)| Period::new(at(from), at(to)).unwrap()).to_vec()
}

pub(super) async fn resolved(
    adapter: &Adapter,
    sees: TicketVisibility,
    period: Period,
    limit: PageLimit,
) -> Vec<TicketView> {
    let place =
        |view: &TicketView| ResolvedPosition { resolved_at: view.ticket.resolved_at.unwrap(), id: view.ticket.id };
    all(limit, place, async |after| adapter.reports.resolved(sees, period, after, limit).await.unwrap()).await
}

pub(super) fn ticket(random: &mut Random, number: u64, id: u64, people: &[Person]) -> Ticket {
    let opened = at(random.below(60).cast_signed());
    let mut ticket = a_ticket()
        .number(number)
        .id(ticket_id(id))
        .priority(*random.pick(Priority::ALL))
        .reporter(random.pick(people).id)
        .created_at(opened);
    if random.below(4) > 0 {
        ticket = ticket.assignee(random.pick(people.get(3..).unwrap()).id);
    }
    if random.flip() {
        ticket = ticket.answered_at(opened + Duration::minutes(random.below(20).cast_signed()));
    }
    if random.flip() {
        let at = opened + Duration::minutes(random.below(20).cast_signed());
        ticket = ticket.rating(Rating { stars: *random.pick(&Stars::ALL), comment: None, at });
    }
    match random.below(4) {
        0 => ticket.build(),
        1 => ticket.status(*random.pick(TicketStatus::ALL)).build(),
        2 => ticket.resolved_at(opened + Duration::minutes(random.below(9).cast_signed())).closed_at(at(200)).build(),
        _ => ticket.resolved_at(opened + Duration::minutes(random.below(9).cast_signed())).build(),
    }
}
