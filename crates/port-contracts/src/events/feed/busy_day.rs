//! Two hundred events of every kind.

use deskhand_domain::TicketId;
use deskhand_domain::history::{Event, EventKind, Topic};
use deskhand_domain::people::{AccountStatus, By, Person};
use deskhand_domain::testing::{a_customer, a_superadmin, a_ticket, an_admin, an_engineer, ticket_id};

use super::fixture::append;
use crate::Adapter;
use crate::fixtures::{Random, event};

pub(super) fn everybody() -> Vec<Person> {
    vec![
        a_customer().build(),
        a_customer().username("other-customer").build(),
        an_engineer().build(),
        an_engineer().username("other-engineer").build(),
        an_admin().build(),
        an_admin().username("other-admin").build(),
        a_superadmin().build(),
    ]
}

/// Two hundred events of every kind about tickets of all sorts, one of which is deleted at the end, and about all
/// people; appended in several units of work.
pub(super) async fn a_busy_day(adapter: &Adapter) -> Vec<Event> {
    let people = everybody();
    assert!(people.iter().all(|person| person.status == AccountStatus::Approved));
    adapter.keep_people(&people).await;
    let (customer, engineer, other) = (people[0].id, people[2].id, people[3].id);
    let tickets = [
        a_ticket().reporter(customer).followers([engineer, people[1].id]),
        a_ticket().number(2).reporter(customer).assignee(engineer),
        a_ticket().number(3).reporter(engineer).assignee(other),
        a_ticket().number(4).reporter(people[1].id).assignee(engineer).followers([customer, other, engineer]),
        a_ticket().number(5).reporter(people[4].id),
    ];
    adapter.keep_tickets(&tickets.map(deskhand_domain::testing::TicketBuilder::build)).await;
    let topics: Vec<_> = (1..=5)
        .map(|number| Topic::Ticket(ticket_id(number)))
        .chain(people.iter().map(|person| Topic::Person(person.id)))
        .collect();
    let mut random = Random::new(23);
    let kinds: Vec<_> = EventKind::ALL.iter().copied().filter(|kind| *kind != EventKind::Assigned).collect();
    let mut written = Vec::new();
    for n in 0..40 {
        let batch: Vec<_> =
            (0..5).map(|i| an_event(&mut random, 1000 - (n * 5 + i), &kinds, &topics, &people)).collect();
        append(adapter, &batch).await;
        written.extend(batch);
    }
    let mut uow = adapter.begin().await;
    uow.tickets().delete(ticket_id(5)).await.unwrap();
    uow.commit().await.unwrap();
    written
}

fn an_event(random: &mut Random, n: u64, kinds: &[EventKind], topics: &[Topic], people: &[Person]) -> Event {
    let by = random.perhaps(|random| By::Person(random.pick(people).id)).unwrap_or(By::System);
    let nowhere: TicketId = ticket_id(1);
    Event { topic: *random.pick(topics), ..event(n, nowhere, *random.pick(kinds), by) }
}
