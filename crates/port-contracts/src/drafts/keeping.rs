//! One draft for each person and place.

use deskhand_domain::drafts::{Draft, DraftPlace};
use deskhand_domain::permissions::TicketVisibility;

use super::fixture::{a_desk, draft, keep, list};
use crate::Adapter;

pub(crate) async fn a_person_has_one_draft_for_each_place(adapter: &Adapter) {
    let desk = a_desk(adapter).await;
    let [first, second] = desk.tickets;
    let places = [DraftPlace::NewTicket, DraftPlace::Reply(first), DraftPlace::Note(first), DraftPlace::Reply(second)];
    let drafts: Vec<Draft> = (1..).zip(places).map(|(n, place)| draft(n, desk.engineer, place)).collect();
    let of_another = draft(5, desk.customer, DraftPlace::Reply(first));
    keep(adapter, &drafts, 100).await;
    keep(adapter, std::slice::from_ref(&of_another), 100).await;
    let newest_first: Vec<Draft> = drafts.iter().rev().cloned().collect();
    assert_eq!(list(adapter, desk.engineer).await, newest_first);

    let again = [draft(9, desk.engineer, DraftPlace::NewTicket), draft(10, desk.engineer, DraftPlace::Reply(first))];
    keep(adapter, &again, 100).await;
    let expected = [&again[1], &again[0], &drafts[3], &drafts[2]].map(Clone::clone);
    assert_eq!(list(adapter, desk.engineer).await, expected);
    assert_eq!(adapter.drafts.find(desk.engineer, DraftPlace::NewTicket).await.unwrap(), Some(again[0].clone()));
    assert_eq!(adapter.drafts.find(desk.customer, DraftPlace::NewTicket).await.unwrap(), None);
    assert_eq!(list(adapter, desk.customer).await, [of_another]);
}

pub(crate) async fn a_draft_is_found_at_its_place_within_its_unit_of_work(adapter: &Adapter) {
    let desk = a_desk(adapter).await;
    let [first, second] = desk.tickets;
    let (reply, note) =
        (draft(1, desk.engineer, DraftPlace::Reply(first)), draft(2, desk.engineer, DraftPlace::Note(first)));
    keep(adapter, &[reply.clone(), note], 100).await;
    let mut uow = adapter.begin().await;
    assert_eq!(uow.drafts().find(desk.engineer, reply.place).await.unwrap(), Some(reply.clone()));
    assert_eq!(uow.drafts().find(desk.customer, reply.place).await.unwrap(), None);
    assert_eq!(uow.drafts().find(desk.engineer, DraftPlace::Reply(second)).await.unwrap(), None);
    let newer = draft(3, desk.engineer, reply.place);
    uow.drafts().keep(&newer, 100).await.unwrap();
    assert_eq!(uow.drafts().find(desk.engineer, reply.place).await.unwrap(), Some(newer));
    uow.roll_back().await;
}

pub(crate) async fn drafts_are_listed_where_their_ticket_may_be_seen(adapter: &Adapter) {
    let desk = a_desk(adapter).await;
    let [first, second] = desk.tickets;
    let new = draft(1, desk.engineer, DraftPlace::NewTicket);
    let (seen, hidden) =
        (draft(2, desk.engineer, DraftPlace::Note(first)), draft(3, desk.engineer, DraftPlace::Reply(second)));
    keep(adapter, &[new.clone(), seen.clone(), hidden.clone()], 100).await;
    let list = async |sees| adapter.drafts.list(sees, desk.engineer).await.unwrap();
    assert_eq!(list(TicketVisibility::Everything).await, [hidden, seen.clone(), new.clone()]);
    let assigned = TicketVisibility::ReportedFollowedOrAssignedTo(desk.engineer);
    assert_eq!(list(assigned).await, [seen, new.clone()]);
    assert_eq!(list(TicketVisibility::ReportedOrFollowedBy(desk.engineer)).await, [new]);
}

pub(crate) async fn above_the_most_the_oldest_other_draft_goes(adapter: &Adapter) {
    let desk = a_desk(adapter).await;
    let [first, second] = desk.tickets;
    let oldest = draft(1, desk.engineer, DraftPlace::Reply(first));
    let kept = [draft(2, desk.engineer, DraftPlace::Note(first)), draft(3, desk.engineer, DraftPlace::Reply(second))];
    let of_another = draft(0, desk.customer, DraftPlace::Reply(first));
    keep(adapter, std::slice::from_ref(&of_another), 2).await;
    keep(adapter, &[oldest, kept[0].clone(), kept[1].clone()], 2).await;
    assert_eq!(list(adapter, desk.engineer).await, [kept[1].clone(), kept[0].clone()]);

    // Where a clock was set back, the newest is not the one that was kept last.
    let set_back = draft(0, desk.engineer, DraftPlace::NewTicket);
    keep(adapter, std::slice::from_ref(&set_back), 2).await;
    assert_eq!(list(adapter, desk.engineer).await, [kept[1].clone(), set_back]);
    assert_eq!(list(adapter, desk.customer).await, [of_another]);
}
