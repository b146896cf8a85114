//! The feed: one order for everybody, from which each reads what the rules let them see.

use std::sync::Arc;
use std::time::Duration;

use deskhand_domain::history::{Event, EventKind, Topic};
use deskhand_domain::people::{AccountStatus, Actor, By, Person, Role};
use deskhand_domain::permissions::{EventVisibility, events_visible_to};
use deskhand_domain::policy::{EngineerScope, Workflow};
use deskhand_domain::ports::{EventFeed, FeedEvent, FeedPosition, FeedTicket, FeedTopic, UnitOfWork};
use deskhand_domain::testing::{a_customer, a_superadmin, a_ticket, an_admin, an_engineer, ticket_id};
use deskhand_domain::{EventId, TicketId};

use crate::Adapter;
use crate::fixtures::pages::rows;
use crate::fixtures::random::Random;
use crate::fixtures::{at, at_once, event, id};

const EVERYTHING: EventVisibility = EventVisibility::EVERYTHING;

/// What is longer is a fault.
const PATIENCE: Duration = Duration::from_secs(60);

pub(crate) async fn the_feed_has_every_event_once_in_the_order_of_commits(adapter: &Adapter) {
    let written = a_busy_day(adapter).await;
    for limit in [1, 7, 100] {
        let read = read_all(&*adapter.events, EVERYTHING, FeedPosition::START, limit).await;
        assert!(read.windows(2).all(|two| two[0].position < two[1].position));
        let read: Vec<_> = read.into_iter().map(|event| event.view.event).collect();
        assert_eq!(read, written);
    }
}

pub(crate) async fn from_any_event_on_the_feed_gives_exactly_the_rest(adapter: &Adapter) {
    let written = a_busy_day(adapter).await;
    for (index, event) in written.iter().enumerate() {
        let place = adapter.events.find(event.id).await.unwrap().unwrap();
        assert_eq!(place.event, event.id);
        let rest = read_all(&*adapter.events, EVERYTHING, place, 3).await;
        assert_eq!(ids(&rest), written[index + 1..].iter().map(|event| event.id).collect::<Vec<_>>());
    }
}

pub(crate) async fn what_is_read_to_its_end_goes_on_with_what_comes_later(adapter: &Adapter) {
    assert_eq!(adapter.events.newest().await.unwrap(), FeedPosition::START);
    let nothing = adapter.events.read(EVERYTHING, FeedPosition::START, rows(5)).await.unwrap();
    assert_eq!((nothing.events.len(), nothing.read_to, nothing.has_more), (0, FeedPosition::START, false));

    let written = a_busy_day(adapter).await;
    let newest = adapter.events.newest().await.unwrap();
    assert_eq!(newest.event, written.last().unwrap().id);
    // Somebody who sees nothing gets on all the same.
    let stranger = visible_to(&a_customer().username("stranger").build(), &Workflow::default());
    let blind = adapter.events.read(stranger, FeedPosition::START, rows(5)).await.unwrap();
    assert_eq!((blind.events.len(), blind.read_to, blind.has_more), (0, newest, false));

    let later = event(2000, ticket_id(1), EventKind::Taken, By::System);
    append(adapter, std::slice::from_ref(&later)).await;
    for sees in [EVERYTHING, visible_to(&a_customer().build(), &Workflow::default())] {
        let read = adapter.events.read(sees, newest, rows(5)).await.unwrap();
        assert_eq!(ids(&read.events), [later.id]);
    }
}

pub(crate) async fn an_event_that_nobody_wrote_has_no_place(adapter: &Adapter) {
    a_busy_day(adapter).await;
    assert_eq!(adapter.events.find(EventId::new(id(40_404))).await.unwrap(), None);
}

/// The rule is written twice, in the domain and in each store's own language: here both are held against each other.
pub(crate) async fn everybody_reads_exactly_what_the_rules_let_them_see(adapter: &Adapter) {
    a_busy_day(adapter).await;
    let all = read_all(&*adapter.events, EVERYTHING, FeedPosition::START, 100).await;
    let mut seen = 0;
    for rules in policies() {
        for person in everybody() {
            let sees = visible_to(&person, &rules);
            let expected: Vec<_> =
                all.iter().filter(|event| sees.includes(event.view.event.kind, &event.subject())).cloned().collect();
            for limit in [2, 100] {
                let read = read_all(&*adapter.events, sees, FeedPosition::START, limit).await;
                assert_eq!(ids(&read), ids(&expected), "{:?} {rules:?}", person.username);
                assert_eq!(read, expected);
            }
            assert_eq!(adapter.events.count(sees).await.unwrap(), expected.len() as u64, "{:?}", person.username);
            seen += expected.len();
        }
    }
    assert!(seen > 0);
}

pub(crate) async fn an_event_tells_of_its_ticket_or_person_as_they_are_now(adapter: &Adapter) {
    let (customer, engineer) = (a_customer().build(), an_engineer().build());
    let gone = an_engineer().username("gone").role(Role::Admin).removed_at(at(9)).build();
    adapter.keep_people(&[customer.clone(), engineer.clone(), gone.clone()]).await;
    let tickets = [a_ticket().assignee(engineer.id).build(), a_ticket().number(2).build()];
    adapter.keep_tickets(&tickets).await;
    let about = |n, topic| Event { topic, ..event(n, ticket_id(1), EventKind::StatusChanged, By::Person(customer.id)) };
    let written = [
        about(1, Topic::Ticket(ticket_id(1))),
        about(2, Topic::Ticket(ticket_id(2))),
        about(3, Topic::Person(gone.id)),
    ];
    append(adapter, &written).await;
    let mut uow = adapter.begin().await;
    uow.tickets().delete(ticket_id(2)).await.unwrap();
    uow.commit().await.unwrap();

    let ticket = &tickets[0];
    let planned = FeedTicket {
        number: ticket.number,
        title: ticket.title.clone(),
        reporter: customer.id,
        assignee: Some(engineer.id),
    };
    let expected = [
        FeedTopic::Ticket(ticket_id(1), Some(planned)),
        FeedTopic::Ticket(ticket_id(2), None),
        FeedTopic::Person(gone.to_ref(), Role::Admin),
    ];
    let read = read_all(&*adapter.events, EVERYTHING, FeedPosition::START, 100).await;
    assert_eq!(read.iter().map(|event| event.about.clone()).collect::<Vec<_>>(), expected);
    assert!(read.iter().all(|event| event.view.by.as_ref() == Some(&customer.to_ref())));
}

pub(crate) async fn whoever_reads_on_while_others_write_misses_nothing(adapter: &Adapter) {
    adapter.keep_people(&[a_customer().build()]).await;
    adapter.keep_tickets(&[a_ticket().build()]).await;
    let storage = Arc::clone(&adapter.storage);
    let writers = tokio::spawn(at_once(8, move |writer| {
        let storage = Arc::clone(&storage);
        async move {
            for n in 0..20 {
                let mut uow = storage.begin().await.unwrap();
                let n = writer * 100 + n;
                uow.history().append(&[event(n, ticket_id(1), EventKind::Taken, By::System)]).await.unwrap();
                // So that they overlap, and are committed in another order than they were begun.
                for _ in 0..n % 7 {
                    tokio::task::yield_now().await;
                }
                uow.commit().await.unwrap();
            }
        }
    }));
    let read = tokio::time::timeout(PATIENCE, async {
        let (mut read, mut place) = (Vec::new(), FeedPosition::START);
        while read.len() < 160 {
            let page = adapter.events.read(EVERYTHING, place, rows(3)).await.unwrap();
            place = page.read_to;
            read.extend(page.events);
        }
        read
    });
    let read = read.await.unwrap();
    writers.await.unwrap();
    let again = read_all(&*adapter.events, EVERYTHING, FeedPosition::START, 100).await;
    assert_eq!(ids(&read), ids(&again));
}

async fn read_all(feed: &dyn EventFeed, sees: EventVisibility, after: FeedPosition, limit: u32) -> Vec<FeedEvent> {
    let (mut read, mut place) = (Vec::new(), after);
    loop {
        let page = feed.read(sees, place, rows(limit)).await.unwrap();
        assert!(page.events.len() <= limit as usize);
        assert!(page.read_to > place || !page.has_more, "it does not get on");
        place = page.read_to;
        read.extend(page.events);
        if !page.has_more {
            return read;
        }
    }
}

fn ids(events: &[FeedEvent]) -> Vec<EventId> {
    events.iter().map(|event| event.view.event.id).collect()
}

fn visible_to(person: &Person, rules: &Workflow) -> EventVisibility {
    events_visible_to(&Actor::from(person), rules).unwrap()
}

fn policies() -> Vec<Workflow> {
    let scopes = EngineerScope::ALL.iter();
    scopes.map(|scope| Workflow { engineer_scope: *scope, ..Workflow::default() }).collect()
}

fn everybody() -> Vec<Person> {
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

/// Two hundred events of every kind about tickets of all sorts, one of which is deleted at the end, and about
/// everybody; appended in several units of work.
async fn a_busy_day(adapter: &Adapter) -> Vec<Event> {
    let people = everybody();
    assert!(people.iter().all(|person| person.status == AccountStatus::Approved));
    adapter.keep_people(&people).await;
    let (customer, engineer, other) = (people[0].id, people[2].id, people[3].id);
    let tickets = [
        a_ticket().reporter(customer),
        a_ticket().number(2).reporter(customer).assignee(engineer),
        a_ticket().number(3).reporter(engineer).assignee(other),
        a_ticket().number(4).reporter(people[1].id).assignee(engineer),
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

/// Appends, and waits until it can be read: another test's transaction on the same server may hold that up.
async fn append(adapter: &Adapter, events: &[Event]) {
    let mut uow: Box<dyn UnitOfWork> = adapter.begin().await;
    uow.history().append(events).await.unwrap();
    uow.commit().await.unwrap();
    let last = events.last().unwrap().id;
    let readable = async {
        while adapter.events.newest().await.unwrap().event != last {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(PATIENCE, readable).await.unwrap();
}
