//! Assignment decisions: saved with all reasons, and read with all people.

use deskhand_domain::PersonId;
use deskhand_domain::assignment::{Decision, EngineerLoad, Exclusion, Trigger};
use deskhand_domain::people::{AccountStatus, Availability, Capacity, Person, Role};
use deskhand_domain::testing::{PersonBuilder, a_customer, a_ticket, an_engineer};

use crate::Adapter;
use crate::fixtures::{at, sorted};

pub(crate) async fn a_decision_is_kept_with_all_its_reasons(adapter: &Adapter) {
    let people = keep_people(adapter).await;
    adapter.keep_tickets(&[a_ticket().build()]).await;
    for (trigger, minute) in Trigger::ALL.iter().zip(1..) {
        let decision = decision(*trigger, &people);
        keep(adapter, &decision, minute).await;
        let (kept, named, made_at) = adapter.tickets.decision(decision.ticket).await.unwrap().unwrap();
        assert_eq!((kept, made_at), (decision, at(minute)));
        let named = sorted(named.into_iter().map(|person| (person.id, person.username, person.name)));
        let expected = people.iter().map(|p| (p.id, p.username.clone(), p.name.clone()));
        assert_eq!(named, sorted(expected));
    }
}

pub(crate) async fn the_last_decision_counts_even_of_two_in_one_millisecond(adapter: &Adapter) {
    let people = keep_people(adapter).await;
    adapter.keep_tickets(&[a_ticket().build()]).await;
    let first = decision(Trigger::Opened, &people);
    let second = Decision::by_person(first.ticket, Trigger::ByHand, None);
    let mut uow = adapter.begin().await;
    uow.tickets().keep_decision(&first, at(1)).await.unwrap();
    uow.tickets().keep_decision(&second, at(1)).await.unwrap();
    uow.commit().await.unwrap();
    let (kept, named, _) = adapter.tickets.decision(second.ticket).await.unwrap().unwrap();
    assert_eq!((kept, named), (second, vec![]));
}

/// A new ticket is assigned first and saved afterwards, with its assignee.
pub(crate) async fn a_decision_may_be_kept_before_its_ticket(adapter: &Adapter) {
    let people = keep_people(adapter).await;
    let ticket = a_ticket().build();
    let decision = decision(Trigger::Opened, &people);
    let mut uow = adapter.begin().await;
    uow.tickets().keep_decision(&decision, at(1)).await.unwrap();
    uow.tickets().insert(&ticket).await.unwrap();
    uow.commit().await.unwrap();
    assert_eq!(adapter.tickets.decision(ticket.id).await.unwrap().unwrap().0, decision);
}

pub(crate) async fn a_decision_goes_with_its_ticket(adapter: &Adapter) {
    let people = keep_people(adapter).await;
    let ticket = a_ticket().build();
    adapter.keep_tickets(std::slice::from_ref(&ticket)).await;
    assert!(adapter.tickets.decision(ticket.id).await.unwrap().is_none());
    keep(adapter, &decision(Trigger::Opened, &people), 1).await;
    let mut uow = adapter.begin().await;
    uow.tickets().delete(ticket.id).await.unwrap();
    uow.commit().await.unwrap();
    assert!(adapter.tickets.decision(ticket.id).await.unwrap().is_none());
}

async fn keep(adapter: &Adapter, decision: &Decision, minute: i64) {
    let mut uow = adapter.begin().await;
    uow.tickets().keep_decision(decision, at(minute)).await.unwrap();
    uow.commit().await.unwrap();
}

/// Two candidates and one engineer for each reason of exclusion.
async fn keep_people(adapter: &Adapter) -> Vec<Person> {
    let engineers = (0..2 + Exclusion::ALL.len()).map(|n| an_engineer().username(&format!("engineer{n}")));
    let people: Vec<Person> = engineers.map(PersonBuilder::build).collect();
    adapter.keep_people(&people).await;
    adapter.keep_people(&[a_customer().build()]).await;
    people
}

fn decision(trigger: Trigger, people: &[Person]) -> Decision {
    let (candidates, excluded) = people.split_at(2);
    let plain = load(candidates[0].id);
    let full = EngineerLoad {
        role: Role::Customer,
        status: AccountStatus::Suspended,
        availability: Availability::Away,
        capacity: Some(Capacity::parse(3).unwrap()),
        open_tickets: 2,
        last_assigned_at: Some(at(-1)),
        ..load(candidates[1].id)
    };
    let excluded = excluded.iter().map(|person| person.id).zip(Exclusion::ALL.iter().copied()).collect();
    let chosen = Some(candidates[0].id);
    Decision { ticket: a_ticket().build().id, trigger, chosen, candidates: vec![plain, full], excluded }
}

const fn load(id: PersonId) -> EngineerLoad {
    EngineerLoad {
        id,
        role: Role::Engineer,
        status: AccountStatus::Approved,
        availability: Availability::Available,
        capacity: None,
        open_tickets: 0,
        last_assigned_at: None,
    }
}
