//! The tickets of one engineer, and their order.

use deskhand_domain::testing::{a_customer, a_ticket, an_engineer};
use deskhand_domain::ticket::Ticket;

use super::queue_fixture::{done, in_order};
use crate::Adapter;

pub(crate) async fn the_tickets_of_an_engineer_come_in_the_same_order(adapter: &Adapter) {
    let other = an_engineer().username("other").build();
    let engineer = an_engineer().build();
    adapter.keep_people(&[a_customer().build(), engineer.clone(), other.clone()]).await;
    let expected: Vec<Ticket> = in_order().into_iter().map(|ticket| ticket.assignee(engineer.id).build()).collect();
    let mut kept = expected.clone();
    kept.sort_by_key(|ticket| ticket.number);
    kept.push(a_ticket().number(20).build());
    kept.push(a_ticket().number(21).assignee(other.id).build());
    kept.extend(done());
    adapter.keep_tickets(&kept).await;
    assert_eq!(adapter.begin().await.tickets().held_by(engineer.id).await.unwrap(), expected);
}
