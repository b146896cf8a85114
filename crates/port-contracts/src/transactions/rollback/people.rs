//! People, loads and sessions after a rollback.

use deskhand_domain::ports::{Consumed, PersonKey};
use deskhand_domain::testing::{a_customer, an_engineer};

use crate::Adapter;
use crate::fixtures::{at, changed_person, token};

pub(crate) async fn a_dropped_unit_of_work_leaves_people_as_they_were(adapter: &Adapter) {
    let (ada, bob) = (a_customer().username("ada").build(), a_customer().username("bob").build());
    adapter.keep_people(std::slice::from_ref(&ada)).await;
    let mut uow = adapter.begin().await;
    uow.people().insert(&bob).await.unwrap();
    uow.people().update(&changed_person(&ada, |p| p.email = None)).await.unwrap();
    drop(uow);

    assert_eq!(adapter.person(&ada).await, Some(ada));
    assert_eq!(adapter.person(&bob).await, None);
    assert_eq!(adapter.people.find(PersonKey::Id(bob.id)).await.unwrap(), None);
    adapter.keep_people(&[bob]).await;
}

pub(crate) async fn a_dropped_unit_of_work_leaves_loads_as_they_were(adapter: &Adapter) {
    let engineer = an_engineer().build();
    adapter.keep_people(std::slice::from_ref(&engineer)).await;
    let mut uow = adapter.begin().await;
    uow.workload().add_open(engineer.id).await.unwrap();
    uow.workload().note_assignment(engineer.id, at(1)).await.unwrap();
    uow.workload().count_reported(engineer.id, 1).await.unwrap();
    drop(uow);

    let view = adapter.people.find(PersonKey::Id(engineer.id)).await.unwrap().unwrap();
    assert_eq!((view.open_tickets, view.tickets_count, view.last_assigned_at), (0, 0, None));
    let loads = adapter.begin().await.workload().lock_engineers().await.unwrap();
    assert_eq!(loads.iter().map(|l| (l.open_tickets, l.last_assigned_at)).collect::<Vec<_>>(), [(0, None)]);
}

pub(crate) async fn a_dropped_unit_of_work_leaves_no_session(adapter: &Adapter) {
    let customer = a_customer().build();
    adapter.keep_people(std::slice::from_ref(&customer)).await;
    let (kept, dropped) = (token(1, 1, customer.id), token(2, 2, customer.id));
    let mut uow = adapter.begin().await;
    uow.sessions().begin_session(&kept, None).await.unwrap();
    uow.commit().await.unwrap();

    let mut uow = adapter.begin().await;
    uow.sessions().begin_session(&dropped, None).await.unwrap();
    uow.sessions().consume(&kept.digest, at(1)).await.unwrap();
    uow.sessions().end_sessions_of(customer.id, None, at(1)).await.unwrap();
    drop(uow);

    assert_eq!(adapter.people.of_session(dropped.session, customer.id, at(0)).await.unwrap(), None);
    assert_eq!(adapter.people.of_session(kept.session, customer.id, at(0)).await.unwrap(), Some(customer));
    let mut uow = adapter.begin().await;
    assert_eq!(uow.sessions().consume(&dropped.digest, at(2)).await.unwrap(), Consumed::Unknown);
    assert_eq!(uow.sessions().consume(&kept.digest, at(2)).await.unwrap(), Consumed::First(kept));
}
