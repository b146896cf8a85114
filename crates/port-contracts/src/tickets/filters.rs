//! Every filter of the ticket list, alone and together, against the plain meaning of its words.

use deskhand_domain::people::Person;
use deskhand_domain::permissions::TicketVisibility;
use deskhand_domain::ports::{AssigneeFilter, TicketFilter};
use deskhand_domain::testing::{TicketBuilder, a_customer, a_ticket, an_engineer, person_id, ticket_id};
use deskhand_domain::ticket::{Awaiting, Priority, Ticket, TicketStatus};

use crate::Adapter;
use crate::fixtures::at;
use crate::fixtures::random::Random;

/// One filter, and what it means.
#[derive(Clone, Copy)]
struct Case {
    name: &'static str,
    ask: fn(&mut TicketFilter),
    fits: fn(&Ticket) -> bool,
}

/// By field: of each, one can be asked for at a time.
fn cases() -> Vec<Vec<Case>> {
    vec![by_status(), by_priority(), by_reporter(), by_assignee(), by_text(), by_turn(), by_creation(), by_change()]
}

fn by_status() -> Vec<Case> {
    vec![
        Case { name: "open", ask: |f| f.status = vec![TicketStatus::Open], fits: |t| t.status == TicketStatus::Open },
        Case {
            name: "closed or blocked",
            ask: |f| f.status = vec![TicketStatus::Closed, TicketStatus::Blocked],
            fits: |t| matches!(t.status, TicketStatus::Closed | TicketStatus::Blocked),
        },
        Case { name: "in any state", ask: |f| f.status = TicketStatus::ALL.to_vec(), fits: |_| true },
    ]
}

fn by_priority() -> Vec<Case> {
    vec![
        Case { name: "urgent", ask: |f| f.priority = vec![Priority::Urgent], fits: |t| t.priority == Priority::Urgent },
        Case {
            name: "low or high",
            ask: |f| f.priority = vec![Priority::Low, Priority::High],
            fits: |t| matches!(t.priority, Priority::Low | Priority::High),
        },
    ]
}

fn by_reporter() -> Vec<Case> {
    vec![
        Case {
            name: "by customer0",
            ask: |f| f.reporter = Some(vec![person_id("customer0")]),
            fits: |t| t.reporter == person_id("customer0"),
        },
        Case {
            name: "by customer1 or nobody known",
            ask: |f| f.reporter = Some(vec![person_id("customer1"), person_id("nobody")]),
            fits: |t| t.reporter == person_id("customer1"),
        },
        Case { name: "by none of none", ask: |f| f.reporter = Some(vec![]), fits: |_| false },
    ]
}

fn by_assignee() -> Vec<Case> {
    vec![
        Case {
            name: "of engineer0",
            ask: |f| f.assignee = Some(vec![AssigneeFilter::Person(person_id("engineer0"))]),
            fits: |t| t.assignee == Some(person_id("engineer0")),
        },
        Case {
            name: "of nobody",
            ask: |f| f.assignee = Some(vec![AssigneeFilter::Nobody]),
            fits: |t| t.assignee.is_none(),
        },
        Case {
            name: "of engineer1 or nobody",
            ask: |f| {
                let engineer = AssigneeFilter::Person(person_id("engineer1"));
                f.assignee = Some(vec![engineer, AssigneeFilter::Nobody]);
            },
            fits: |t| t.assignee.is_none_or(|id| id == person_id("engineer1")),
        },
        Case { name: "of none of none", ask: |f| f.assignee = Some(vec![]), fits: |_| false },
    ]
}

fn by_text() -> Vec<Case> {
    vec![
        Case {
            name: "titled printer",
            ask: |f| f.title = Some("PRINTER".to_owned()),
            fits: |t| t.title.as_str().contains("printer"),
        },
        Case {
            name: "describing smoke",
            ask: |f| f.description = Some("Smoke".to_owned()),
            fits: |t| t.description.as_str().contains("smoke"),
        },
        Case {
            name: "smoke in either",
            ask: |f| f.q = Some("smoke".to_owned()),
            fits: |t| t.title.as_str().contains("smoke") || t.description.as_str().contains("smoke"),
        },
        Case { name: "numbered 17", ask: |f| f.q = Some("17".to_owned()), fits: |t| t.number.get() == 17 },
    ]
}

fn by_turn() -> Vec<Case> {
    vec![
        Case {
            name: "awaiting staff",
            ask: |f| f.awaiting = Some(Awaiting::Staff),
            fits: |t| t.awaiting == Awaiting::Staff,
        },
        Case {
            name: "awaiting the reporter",
            ask: |f| f.awaiting = Some(Awaiting::Reporter),
            fits: |t| t.awaiting == Awaiting::Reporter,
        },
    ]
}

fn by_creation() -> Vec<Case> {
    vec![
        Case { name: "created later", ask: |f| f.created_after = Some(at(5)), fits: |t| t.created_at > at(5) },
        Case { name: "created earlier", ask: |f| f.created_before = Some(at(5)), fits: |t| t.created_at < at(5) },
        Case {
            name: "created between",
            ask: |f| (f.created_after, f.created_before) = (Some(at(2)), Some(at(7))),
            fits: |t| t.created_at > at(2) && t.created_at < at(7),
        },
    ]
}

fn by_change() -> Vec<Case> {
    vec![
        Case { name: "changed later", ask: |f| f.updated_after = Some(at(15)), fits: |t| t.updated_at > at(15) },
        Case { name: "changed earlier", ask: |f| f.updated_before = Some(at(15)), fits: |t| t.updated_at < at(15) },
    ]
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
}

/// Ninety tickets of all kinds, lowest number first.
async fn keep_tickets(adapter: &Adapter) -> Vec<Ticket> {
    let customers: Vec<Person> = (0..3).map(|n| a_customer().username(&format!("customer{n}")).build()).collect();
    let engineers: Vec<Person> = (0..3).map(|n| an_engineer().username(&format!("engineer{n}")).build()).collect();
    adapter.keep_people(&customers).await;
    adapter.keep_people(&engineers).await;
    let mut random = Random::new(19);
    let words = ["the printer", "some smoke", "a cable", "printer and smoke"];
    let mut ticket = |number| {
        let ticket = a_ticket()
            .number(number)
            .id(ticket_id(1000 - number))
            .title(random.words(&words))
            .description(random.words(&words))
            .status(*random.pick(TicketStatus::ALL))
            .priority(*random.pick(Priority::ALL))
            .awaiting(*random.pick(Awaiting::ALL))
            .reporter(random.pick(&customers).id)
            .created_at(at(random.below(10).cast_signed()))
            .updated_at(at(10 + random.below(10).cast_signed()));
        let engineer = random.perhaps(|random| random.pick(&engineers).id);
        engineer.into_iter().fold(ticket, TicketBuilder::assignee).build()
    };
    let tickets: Vec<Ticket> = (1..=90).map(&mut ticket).collect();
    adapter.keep_tickets(&tickets).await;
    tickets
}
