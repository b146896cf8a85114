//! What ends a draft.

use deskhand_domain::drafts::DraftPlace;

use super::fixture::{a_desk, draft, keep, list};
use crate::Adapter;
use crate::fixtures::at;

pub(crate) async fn a_draft_is_discarded_at_its_place_only(adapter: &Adapter) {
    let desk = a_desk(adapter).await;
    let [first, second] = desk.tickets;
    let kept = [draft(1, desk.engineer, DraftPlace::Note(first)), draft(2, desk.customer, DraftPlace::Reply(first))];
    keep(adapter, &kept, 100).await;
    keep(adapter, &[draft(3, desk.engineer, DraftPlace::Reply(first))], 100).await;
    let mut uow = adapter.begin().await;
    for place in [DraftPlace::Reply(first), DraftPlace::Reply(second), DraftPlace::NewTicket] {
        uow.drafts().discard(desk.engineer, place).await.unwrap();
    }
    uow.commit().await.unwrap();
    assert_eq!(list(adapter, desk.engineer).await, [kept[0].clone()]);
    assert_eq!(list(adapter, desk.customer).await, [kept[1].clone()]);
}

pub(crate) async fn a_draft_that_is_discarded_and_not_committed_is_there(adapter: &Adapter) {
    let desk = a_desk(adapter).await;
    let reply = draft(1, desk.engineer, DraftPlace::Reply(desk.tickets[0]));
    keep(adapter, std::slice::from_ref(&reply), 100).await;
    let mut uow = adapter.begin().await;
    uow.drafts().discard(desk.engineer, reply.place).await.unwrap();
    uow.roll_back().await;
    assert_eq!(list(adapter, desk.engineer).await, [reply]);
}

pub(crate) async fn drafts_go_with_their_ticket_and_their_person(adapter: &Adapter) {
    let desk = a_desk(adapter).await;
    let [first, second] = desk.tickets;
    let new = draft(1, desk.engineer, DraftPlace::NewTicket);
    let (on_first, on_second) = (DraftPlace::Reply(first), DraftPlace::Reply(second));
    let of_customer = draft(2, desk.customer, on_second);
    keep(adapter, &[new.clone(), draft(3, desk.engineer, on_first), of_customer.clone()], 100).await;
    keep(adapter, &[draft(4, desk.customer, on_first)], 100).await;
    let mut uow = adapter.begin().await;
    uow.tickets().delete(first).await.unwrap();
    uow.commit().await.unwrap();
    assert_eq!(list(adapter, desk.engineer).await, [new]);

    let mut uow = adapter.begin().await;
    uow.drafts().forget_person(desk.engineer).await.unwrap();
    uow.commit().await.unwrap();
    assert_eq!(list(adapter, desk.engineer).await, []);
    assert_eq!(list(adapter, desk.customer).await, [of_customer]);
}

pub(crate) async fn drafts_without_a_change_are_forgotten_in_bounded_numbers(adapter: &Adapter) {
    let desk = a_desk(adapter).await;
    let [first, second] = desk.tickets;
    let places = [DraftPlace::NewTicket, DraftPlace::Reply(first), DraftPlace::Note(first), DraftPlace::Reply(second)];
    let drafts: Vec<_> = (1..).zip(places).map(|(n, place)| draft(n, desk.engineer, place)).collect();
    keep(adapter, &drafts, 100).await;
    for (limit, forgotten) in [(2, 2), (2, 1), (2, 0)] {
        let mut uow = adapter.begin().await;
        assert_eq!(uow.drafts().forget_unchanged(at(3), limit).await.unwrap(), forgotten);
        uow.commit().await.unwrap();
    }
    assert_eq!(list(adapter, desk.engineer).await, [drafts[3].clone()]);
}
