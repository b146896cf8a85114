//! Loads: only their own port changes them.

use deskhand_domain::assignment::EngineerLoad;
use deskhand_domain::people::{AccountStatus, Person};
use deskhand_domain::ports::{PersonKey, PersonView};
use deskhand_domain::testing::{a_customer, a_ticket, an_admin, an_engineer};

use crate::Adapter;
use crate::fixtures::{at, at_the_end, changed_person};

pub(crate) async fn every_engineer_is_locked_with_their_load_in_order_of_id(adapter: &Adapter) {
    let plain = an_engineer().username("plain").build();
    let full = an_engineer().username("full").away().capacity(3).build();
    let suspended = an_engineer().username("suspended").status(AccountStatus::Suspended).build();
    let removed = an_engineer().username("removed").removed_at(at(1)).build();
    adapter.keep_people(&[plain.clone(), full.clone(), suspended.clone(), removed.clone()]).await;
    adapter.keep_people(&[a_customer().build(), an_admin().build()]).await;
    let mut uow = adapter.begin().await;
    for _ in 0..3 {
        uow.workload().add_open(full.id).await.unwrap();
    }
    uow.workload().remove_open(full.id).await.unwrap();
    uow.workload().note_assignment(full.id, at(7)).await.unwrap();
    uow.workload().note_assignment(full.id, at(8)).await.unwrap();
    uow.commit().await.unwrap();

    let mut expected = vec![load(&plain), load(&suspended), load(&removed)];
    expected.push(EngineerLoad { open_tickets: 2, last_assigned_at: Some(at(8)), ..load(&full) });
    expected.sort_by_key(|engineer| engineer.id);
    assert_eq!(adapter.begin().await.workload().lock_engineers().await.unwrap(), expected);
}

pub(crate) async fn loads_are_seen_by_the_unit_of_work_that_moves_them_and_by_readers_after_it(adapter: &Adapter) {
    let engineer = an_engineer().build();
    adapter.keep_people(std::slice::from_ref(&engineer)).await;
    let mut uow = adapter.begin().await;
    uow.workload().lock_engineers().await.unwrap();
    uow.workload().add_open(engineer.id).await.unwrap();
    uow.workload().count_reported(engineer.id, 1).await.unwrap();
    uow.workload().count_reported(engineer.id, 1).await.unwrap();
    uow.workload().count_reported(engineer.id, -1).await.unwrap();
    assert_eq!(uow.workload().lock_engineers().await.unwrap()[0].open_tickets, 1);
    assert_eq!(view(adapter, &engineer).await.open_tickets, 0);
    uow.commit().await.unwrap();
    let view = view(adapter, &engineer).await;
    assert_eq!((view.open_tickets, view.tickets_count), (1, 1));
}

pub(crate) async fn changing_a_person_or_ticket_moves_no_load(adapter: &Adapter) {
    let engineer = an_engineer().build();
    adapter.keep_people(&[engineer.clone(), a_customer().build()]).await;
    let mut uow = adapter.begin().await;
    uow.workload().add_open(engineer.id).await.unwrap();
    uow.workload().note_assignment(engineer.id, at(1)).await.unwrap();
    uow.workload().count_reported(engineer.id, 1).await.unwrap();
    uow.people().update(&changed_person(&engineer, |p| p.updated_at = at(2))).await.unwrap();
    uow.tickets().insert(&a_ticket().assignee(engineer.id).reporter(engineer.id).build()).await.unwrap();
    uow.commit().await.unwrap();
    let view = view(adapter, &engineer).await;
    assert_eq!((view.open_tickets, view.tickets_count, view.last_assigned_at), (1, 1, Some(at(1))));
}

/// So a use case that forgets to count up fails when it counts down.
pub(crate) async fn a_load_never_falls_below_zero(adapter: &Adapter) {
    let engineer = an_engineer().build();
    adapter.keep_people(std::slice::from_ref(&engineer)).await;
    let mut uow = adapter.begin().await;
    let said = uow.workload().remove_open(engineer.id).await;
    assert!(at_the_end(uow, said).await.is_err());
    let mut uow = adapter.begin().await;
    let said = uow.workload().count_reported(engineer.id, -1).await;
    assert!(at_the_end(uow, said).await.is_err());
    let view = view(adapter, &engineer).await;
    assert_eq!((view.open_tickets, view.tickets_count), (0, 0));
}

async fn view(adapter: &Adapter, person: &Person) -> PersonView {
    adapter.people.find(PersonKey::Id(person.id)).await.unwrap().unwrap()
}

fn load(engineer: &Person) -> EngineerLoad {
    EngineerLoad {
        id: engineer.id,
        role: engineer.role,
        status: engineer.status,
        availability: engineer.availability,
        capacity: engineer.capacity,
        open_tickets: 0,
        last_assigned_at: None,
    }
}
