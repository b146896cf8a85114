//! Reports: exact bounds, nothing twice, nothing that the caller may not see; the figures against plain counting.

use std::collections::BTreeMap;

use deskhand_domain::people::Person;
use deskhand_domain::permissions::{PeopleVisibility, TicketVisibility};
use deskhand_domain::ports::{Measure, PageLimit, ResolvedPosition, TicketView};
use deskhand_domain::report::Period;
use deskhand_domain::testing::{TicketBuilder, a_customer, a_ticket, an_admin, an_engineer, person_id, ticket_id};
use deskhand_domain::ticket::{Priority, Ticket, TicketStatus};
use time::Duration;

use crate::Adapter;
use crate::fixtures::pages::{all, rows};
use crate::fixtures::random::Random;
use crate::fixtures::{at, changed_person, sorted};

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

pub(crate) async fn engineers_are_reported_with_what_they_have_to_do_and_did(adapter: &Adapter) {
    let tickets = keep_tickets(adapter).await;
    let mut uow = adapter.begin().await;
    uow.workload().add_open(person_id("emil")).await.unwrap();
    uow.workload().add_open(person_id("emil")).await.unwrap();
    uow.commit().await.unwrap();
    let period = Period::new(at(20), at(60)).unwrap();
    let held = |name, fits: &dyn Fn(&Ticket) -> bool| {
        tickets.iter().filter(|ticket| ticket.assignee == Some(person_id(name)) && fits(ticket)).count() as u64
    };
    for (sees, names) in [
        (PeopleVisibility::Everybody, vec!["anton", "emil"]),
        (PeopleVisibility::CustomersAndEngineers(person_id("admin")), vec!["anton", "emil"]),
        (PeopleVisibility::Only(person_id("emil")), vec!["emil"]),
        (PeopleVisibility::Only(person_id("customer")), vec![]),
    ] {
        let figures = adapter.reports.engineers(sees, period).await.unwrap();
        let seen: Vec<_> = figures.iter().map(|figures| figures.engineer.username.as_str()).collect();
        assert_eq!(seen, names, "{sees:?}");
        for (figures, name) in figures.iter().zip(names) {
            assert_eq!(figures.open_tickets, if name == "emil" { 2 } else { 0 });
            assert_eq!(figures.blocked_tickets, held(name, &|ticket| ticket.status == TicketStatus::Blocked));
            let resolved = held(name, &|ticket| ticket.resolved_at.is_some_and(|at| period.contains(at)));
            assert!(resolved > 0, "the tickets are too poor");
            assert_eq!(figures.resolved_in_period, resolved);
        }
    }
}

fn visibilities() -> Vec<TicketVisibility> {
    vec![
        TicketVisibility::Everything,
        TicketVisibility::ReportedBy(person_id("customer")),
        TicketVisibility::ReportedByOrAssignedTo(person_id("emil")),
        TicketVisibility::ReportedBy(person_id("nobody")),
    ]
}

fn may_see(ticket: &Ticket, sees: TicketVisibility) -> bool {
    match sees {
        TicketVisibility::Everything => true,
        TicketVisibility::ReportedBy(id) => ticket.reporter == id,
        TicketVisibility::ReportedByOrAssignedTo(id) => ticket.reporter == id || ticket.assignee == Some(id),
    }
}

fn periods() -> Vec<Period> {
    let bounds = [(-1_000, 10_000), (20, 60), (40, 41), (5_000, 6_000)];
    bounds.map(|(from, to)| Period::new(at(from), at(to)).unwrap()).to_vec()
}

fn time_of(ticket: &Ticket, measure: Measure, period: Period) -> Option<Duration> {
    let (end, counted_at) = match measure {
        Measure::FirstResponse => (ticket.first_response_at, Some(ticket.created_at)),
        Measure::Resolution => (ticket.resolved_at, ticket.resolved_at),
    };
    counted_at.filter(|at| period.contains(*at)).and(end).map(|end| end - ticket.created_at)
}

fn numbers(views: &[TicketView]) -> Vec<u64> {
    views.iter().map(|view| view.ticket.number.get()).collect()
}

async fn resolved(adapter: &Adapter, sees: TicketVisibility, period: Period, limit: PageLimit) -> Vec<TicketView> {
    let place =
        |view: &TicketView| ResolvedPosition { resolved_at: view.ticket.resolved_at.unwrap(), id: view.ticket.id };
    all(limit, place, async |after| adapter.reports.resolved(sees, period, after, limit).await.unwrap()).await
}

/// Seventy tickets of every kind, many of them equal in time; their ids follow neither their numbers nor their times.
async fn keep_tickets(adapter: &Adapter) -> Vec<Ticket> {
    let engineers = ["emil", "anton"].map(|name| an_engineer().username(name).build());
    let gone = an_engineer().username("gone").build();
    let others = [a_customer().build(), a_customer().username("other").build(), an_admin().build()];
    let people: Vec<Person> = others.iter().chain(&engineers).chain([&gone]).cloned().collect();
    adapter.keep_people(&people).await;
    let mut uow = adapter.begin().await;
    uow.people().update(&changed_person(&gone, |record| record.removed_at = Some(at(0)))).await.unwrap();
    uow.commit().await.unwrap();

    let mut random = Random::new(31);
    let mut ids: Vec<u64> = (1..=70).collect();
    random.shuffle(&mut ids);
    let tickets: Vec<Ticket> = (1..).zip(&ids).map(|(number, id)| ticket(&mut random, number, *id, &people)).collect();
    adapter.keep_tickets(&tickets).await;
    tickets
}

fn ticket(random: &mut Random, number: u64, id: u64, people: &[Person]) -> Ticket {
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
    match random.below(4) {
        0 => ticket.build(),
        1 => ticket.status(*random.pick(TicketStatus::ALL)).build(),
        2 => ticket.resolved_at(opened + Duration::minutes(random.below(9).cast_signed())).closed_at(at(200)).build(),
        _ => ticket.resolved_at(opened + Duration::minutes(random.below(9).cast_signed())).build(),
    }
}
