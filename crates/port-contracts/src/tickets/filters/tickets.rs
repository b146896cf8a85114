//! The tickets that are filtered.

use deskhand_domain::people::Person;
use deskhand_domain::testing::{TicketBuilder, a_customer, a_ticket, an_engineer, ticket_id};
use deskhand_domain::ticket::{Awaiting, Priority, Ticket, TicketStatus};

use crate::Adapter;
use crate::fixtures::{Random, at};

/// Ninety tickets of all kinds, lowest number first.
pub(super) async fn keep_tickets(adapter: &Adapter) -> Vec<Ticket> {
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
            .title(random.text(&words))
            .description(random.text(&words))
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
