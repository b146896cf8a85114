//! A day at the desk, at random: whatever happens, the loads are true and no ticket sits where nobody works on it.

use std::sync::Arc;

use deskhand_domain::PersonId;
use deskhand_domain::people::{AccountStatus, Actor, Availability, Capacity, Person, Role};
use deskhand_domain::permissions::TicketVisibility;
use deskhand_domain::ports::{
    AssigneeFilter, PageLimit, PeopleQueries, PersonKey, TicketFilter, TicketKey, TicketSort,
};
use deskhand_domain::testing::{TestClock, a_customer, a_superadmin, an_admin, an_engineer};
use deskhand_domain::ticket::{MessageBody, Priority, TicketNumber, TicketStatus};
use deskhand_domain::use_cases::{AssigneeChoice, Error, PostMessage, UpdatePerson, UpdateTicket, UseCases};
use time::Duration;

use crate::Adapter;
use crate::fixtures::at_once;
use crate::fixtures::random::Random;
use crate::fixtures::use_case_setup::{UseCaseSetup, a_request, setup, several, view};

pub(crate) async fn loads_are_true_and_every_assignee_works_after_each_of_500_operations(adapter: &Adapter) {
    let staffed = staff(adapter).await;
    let mut random = Random::new(29);
    for n in 0..500 {
        operate(&staffed, &mut random).await;
        if n % 10 == 9 {
            assert_consistent(adapter, &staffed.people).await;
        }
    }
    assert_consistent(adapter, &staffed.people).await;
}

pub(crate) async fn loads_are_true_and_every_assignee_works_after_500_operations_by_ten_at_once(adapter: &Adapter) {
    let staffed = Arc::new(staff(adapter).await);
    at_once(10, |seed| {
        let staffed = Arc::clone(&staffed);
        async move {
            let mut random = Random::new(31 + seed);
            for _ in 0..50 {
                operate(&staffed, &mut random).await;
            }
        }
    })
    .await;
    assert_consistent(adapter, &staffed.people).await;
}

struct Staffed {
    use_cases: UseCases,
    clock: TestClock,
    people: Vec<Person>,
    reads: Arc<dyn PeopleQueries>,
}

async fn staff(adapter: &Adapter) -> Staffed {
    let groups = [several(1, a_superadmin), several(2, an_admin), several(5, an_engineer), several(4, a_customer)];
    let people = groups.concat();
    adapter.keep_people(&people).await;
    let UseCaseSetup { use_cases, clock } = setup(adapter);
    Staffed { use_cases, clock, people, reads: Arc::clone(&adapter.people) }
}

/// Somebody does something. Being refused is part of it; a failing store is not.
async fn operate(setup: &Staffed, random: &mut Random) {
    setup.clock.advance(Duration::minutes(1));
    let who = somebody(setup, random);
    let Some(view) = setup.reads.find(PersonKey::Id(who)).await.unwrap() else { return };
    let actor = Actor::from(&view.person);
    let result = match random.below(20) {
        0..=5 => setup.use_cases.tickets().open(&actor, a_request(*random.pick(Priority::ALL))).await.map(drop),
        6..=7 => setup.use_cases.tickets().post_message(&actor, some_ticket(random), a_message(random)).await.map(drop),
        8..=11 => setup.use_cases.tickets().update(&actor, some_ticket(random), a_move(random)).await.map(drop),
        12..=13 => {
            let command = an_assignment(setup, random);
            setup.use_cases.tickets().update(&actor, some_ticket(random), command).await.map(drop)
        }
        14 => setup.use_cases.tickets().take(&actor, some_ticket(random)).await.map(drop),
        15..=18 => {
            let command = a_change_of_account(random);
            setup.use_cases.users().update(&actor, an_account(setup, random), command).await.map(drop)
        }
        _ => setup.use_cases.tickets().delete(&actor, some_ticket(random), None).await,
    };
    match result {
        Ok(()) | Err(Error::NotFound | Error::Refused(_) | Error::Field { .. }) => {}
        Err(error) => panic!("{error:?}"),
    }
}

/// Every other time one of the admins, who may do most: a day of refusals would try little.
fn somebody(setup: &Staffed, random: &mut Random) -> PersonId {
    let admins: Vec<&Person> = setup.people.iter().filter(|person| person.role.is_admin()).collect();
    if random.flip() { random.pick(&admins).id } else { random.pick(&setup.people).id }
}

/// Some of these numbers are not given yet, and some no longer.
fn some_ticket(random: &mut Random) -> TicketKey {
    TicketKey::Number(TicketNumber::new(1 + random.below(40)).unwrap())
}

fn a_message(random: &mut Random) -> PostMessage {
    PostMessage { body: MessageBody::parse("Any news?").unwrap(), note: random.below(4) == 0 }
}

fn a_move(random: &mut Random) -> UpdateTicket {
    // Tickets that are done and come back are where an assignee may have left meanwhile.
    let often = [TicketStatus::Open, TicketStatus::Unresolved, TicketStatus::Closed];
    let status = if random.flip() { *random.pick(&often) } else { *random.pick(TicketStatus::ALL) };
    UpdateTicket { status: Some(status), ..UpdateTicket::default() }
}

fn an_assignment(setup: &Staffed, random: &mut Random) -> UpdateTicket {
    let assignee = match random.below(4) {
        0 => AssigneeChoice::Nobody,
        1 => AssigneeChoice::LeastLoaded,
        _ => AssigneeChoice::Person(an_account(setup, random)),
    };
    UpdateTicket { assignee: Some(assignee), ..UpdateTicket::default() }
}

/// Mostly an engineer.
fn an_account(setup: &Staffed, random: &mut Random) -> PersonKey {
    let engineers: Vec<&Person> = setup.people.iter().filter(|person| person.role == Role::Engineer).collect();
    let engineer = random.pick(&engineers).id;
    PersonKey::Id(if random.below(5) == 0 { random.pick(&setup.people).id } else { engineer })
}

fn a_change_of_account(random: &mut Random) -> UpdatePerson {
    let nothing = UpdatePerson::default();
    match random.below(8) {
        // Mostly approved, so that somebody is left to work.
        0 => UpdatePerson { status: Some(*random.pick(AccountStatus::ALL)), ..nothing },
        1..=3 => UpdatePerson { status: Some(AccountStatus::Approved), ..nothing },
        4..=5 => UpdatePerson { availability: Some(*random.pick(Availability::ALL)), ..nothing },
        6 => {
            let limit = random.perhaps(|random| Capacity::parse(random.below(6).cast_signed()).unwrap());
            UpdatePerson { capacity: Some(limit), ..nothing }
        }
        _ => {
            let role = *random.pick(&[Role::Customer, Role::Engineer]);
            UpdatePerson { role: Some(role), status: Some(AccountStatus::Approved), ..nothing }
        }
    }
}

async fn assert_consistent(adapter: &Adapter, people: &[Person]) {
    for person in people {
        let Some(view) = view(adapter, person).await else { continue };
        let name = &person.username;
        let assigned = Some(vec![AssigneeFilter::Person(person.id)]);
        let held = |status| TicketFilter { assignee: assigned.clone(), status, ..TicketFilter::default() };
        let reported = TicketFilter { reporter: Some(vec![person.id]), ..TicketFilter::default() };
        let open = count(adapter, held(vec![TicketStatus::Open])).await;
        assert_eq!(u64::from(view.open_tickets), open, "the load of {name}");
        assert_eq!(u64::from(view.tickets_count), count(adapter, reported).await, "what {name} reported");
        if !view.person.is_working_engineer() {
            let active = count(adapter, held(vec![TicketStatus::Open, TicketStatus::Blocked])).await;
            assert_eq!(active, 0, "{name} does not work as an engineer, and holds tickets");
        }
    }
}

async fn count(adapter: &Adapter, filter: TicketFilter) -> u64 {
    let (sees, one) = (TicketVisibility::Everything, PageLimit::parse(1).unwrap());
    adapter.tickets.list(sees, filter, TicketSort::Number, None, one, true).await.unwrap().total.unwrap()
}
