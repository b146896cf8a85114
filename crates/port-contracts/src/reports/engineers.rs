//! The report of the engineers.

use deskhand_domain::permissions::PeopleVisibility;
use deskhand_domain::report::Period;
use deskhand_domain::testing::person_id;
use deskhand_domain::ticket::{Ticket, TicketStatus};

use super::tickets::keep_tickets;
use crate::Adapter;
use crate::fixtures::at;

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
