//! What customers have and write is counted for quotas.

use deskhand_domain::PersonId;
use deskhand_domain::quota::CustomerUse;
use deskhand_domain::testing::{a_customer, a_ticket, person_id};
use deskhand_domain::ticket::TicketStatus;

use crate::Adapter;

async fn count(adapter: &Adapter, person: PersonId, day: i64, tickets: u32, text: u64, open: u32) -> CustomerUse {
    let mut uow = adapter.begin().await;
    let used = uow.customer_uses().count_use(person, day, tickets, text, open).await.unwrap();
    uow.commit().await.unwrap();
    used
}

pub(crate) async fn what_a_customer_writes_is_counted_by_the_day(adapter: &Adapter) {
    let people = [a_customer().build(), a_customer().username("other").build()];
    adapter.keep_people(&people).await;
    let (me, other) = (people[0].id, people[1].id);
    let of = |tickets_today, text_today| CustomerUse { open_tickets: 0, tickets_today, text_today };
    assert_eq!(count(adapter, me, 20_000, 1, 1_000, 0).await, of(1, 1_000));
    assert_eq!(count(adapter, me, 20_000, 0, 5_000_000_000, 0).await, of(1, 5_000_001_000));
    assert_eq!(count(adapter, other, 20_000, 1, 7, 0).await, of(1, 7));
    let mut dropped = adapter.begin().await;
    dropped.customer_uses().count_use(me, 20_000, 1, 1, 0).await.unwrap();
    dropped.roll_back().await;
    assert_eq!(count(adapter, me, 20_000, 1, 0, 0).await, of(2, 5_000_001_000));
    assert_eq!(count(adapter, me, 20_001, 1, 3, 0).await, of(1, 3));
}

pub(crate) async fn only_active_tickets_of_the_customer_are_counted_and_only_as_far_as_asked(adapter: &Adapter) {
    let people = [a_customer().build(), a_customer().username("other").build()];
    adapter.keep_people(&people).await;
    let me = person_id("customer");
    assert_eq!(me, people[0].id);
    let states = TicketStatus::ALL.iter().cycle().take(12);
    let mine = (1..).zip(states).map(|(n, status)| a_ticket().number(n).reporter(me).status(*status).build());
    let others = (13..16).map(|n| a_ticket().number(n).reporter(people[1].id).build());
    adapter.keep_tickets(&mine.chain(others).collect::<Vec<_>>()).await;
    for (asked, expected) in [(0, 0), (3, 3), (4, 4), (100, 4)] {
        assert_eq!(count(adapter, me, 1, 0, 0, asked).await.open_tickets, expected, "{asked}");
    }
}
