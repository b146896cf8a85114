use deskhand_domain::permissions::TicketVisibility;
use deskhand_domain::ports::{StorageError, TicketFilter};
use deskhand_domain::testing::search_for;
use deskhand_domain::ticket::TicketNumber;

use super::fixture::{a_whole_person, a_whole_ticket, add, people};
use crate::Adapter;
use crate::fixtures::{Random, at, at_the_end, view};

pub(crate) async fn whole_people_and_tickets_come_back_as_they_were_added(adapter: &Adapter) {
    let mut random = Random::new(7);
    let mut everybody = people().to_vec();
    everybody.extend((1..40).map(|n| a_whole_person(&mut random, n)));
    everybody.sort_by_key(|whole| whole.person.id);
    let tickets = [a_whole_ticket(3, &people()), a_whole_ticket(8, &people())];
    add(adapter, &everybody, &tickets).await;

    assert_eq!(adapter.transfer.whole_people(None, 100).await.unwrap(), everybody);
    assert_eq!(adapter.transfer.whole_tickets(None, 100).await.unwrap(), tickets);
    for whole in &tickets {
        whole.check().unwrap();
    }
}

pub(crate) async fn added_tickets_count_are_searched_and_raise_the_last_number(adapter: &Adapter) {
    let both = people();
    add(adapter, &both, &[a_whole_ticket(3, &both), a_whole_ticket(8, &both)]).await;

    for whole in &both {
        let numbers = view(adapter, &whole.person).await.unwrap();
        let is_engineer = whole.last_assigned_at.is_some();
        let expected = if is_engineer { (2, 0, Some(at(7))) } else { (0, 2, None) };
        assert_eq!((numbers.open_tickets, numbers.tickets_count, numbers.last_assigned_at), expected);
    }
    let filter = TicketFilter { q: Some(search_for("ahnliches gesagt")), ..TicketFilter::default() };
    assert_eq!(adapter.numbers(TicketVisibility::Everything, &filter).await, [3, 8]);
    assert_eq!(adapter.transfer.last_number().await.unwrap(), 8);
    let mut uow = adapter.begin().await;
    uow.transfer().raise_last_number(4).await.unwrap();
    assert_eq!(uow.tickets().next_number().await.unwrap(), TicketNumber::new(9).unwrap());
    uow.transfer().raise_last_number(20).await.unwrap();
    assert_eq!(uow.tickets().next_number().await.unwrap(), TicketNumber::new(21).unwrap());
}

pub(crate) async fn what_is_stored_is_known_and_an_id_that_is_taken_is_refused(adapter: &Adapter) {
    let both = people();
    let (stored, other) = (a_whole_ticket(3, &both), a_whole_ticket(8, &both));
    add(adapter, &both, std::slice::from_ref(&stored)).await;

    let mut uow = adapter.begin().await;
    let (id, number) = (stored.ticket.id, stored.ticket.number);
    let (new_id, new_number) = (other.ticket.id, other.ticket.number);
    for wanted in [(id, new_number), (new_id, number), (id, number)] {
        assert_eq!(uow.transfer().stored_tickets(&[wanted]).await.unwrap(), [(id, number)]);
    }
    assert_eq!(uow.transfer().stored_tickets(&[(new_id, new_number)]).await.unwrap(), []);
    let events = [stored.events[0].id, other.events[0].id];
    assert_eq!(uow.transfer().stored_events(&events).await.unwrap(), [stored.events[0].id]);
    drop(uow);

    let mut borrowed = other.clone();
    borrowed.messages[1].id = stored.messages[1].id;
    borrowed.files.clear();
    let mut uow = adapter.begin().await;
    let added = uow.transfer().add_tickets(&[borrowed]).await;
    let refused = at_the_end(uow, added).await;
    assert!(matches!(refused, Err(StorageError::AlreadyExists(_))), "{refused:?}");
    let mut uow = adapter.begin().await;
    let added = uow.transfer().add_people(&both[..1]).await;
    let refused = at_the_end(uow, added).await;
    assert!(matches!(refused, Err(StorageError::AlreadyExists(_))), "{refused:?}");
    assert_eq!(adapter.transfer.whole_tickets(None, 100).await.unwrap(), [stored]);
}
