//! Changing the description.

use deskhand_domain::testing::{a_customer, a_ticket};
use deskhand_domain::ticket::{Message, MessageBody, MessageKind};

use super::fixture::read;
use crate::Adapter;
use crate::fixtures::{message, rows};

pub(crate) async fn amending_the_description_changes_the_first_message_only(adapter: &Adapter) {
    let (customer, ticket) = (a_customer().build(), a_ticket().build());
    let by_customer = |n| message(n, ticket.id, MessageKind::Request, customer.id);
    adapter.keep_people(std::slice::from_ref(&customer)).await;
    adapter.keep_tickets(&[ticket.clone(), a_ticket().number(2).build()]).await;
    let elsewhere = message(0, a_ticket().number(2).build().id, MessageKind::Request, customer.id);
    adapter.keep_messages(&[by_customer(2), by_customer(1), by_customer(3), elsewhere.clone()]).await;
    let body = MessageBody::parse("It began with a smell.").unwrap();
    let mut uow = adapter.begin().await;
    uow.tickets().amend_first_message(ticket.id, &body).await.unwrap();
    uow.commit().await.unwrap();

    let read = read(adapter, ticket.id, true, 100).await.into_iter().map(|view| view.message).collect::<Vec<_>>();
    assert_eq!(read, [Message { body, ..by_customer(1) }, by_customer(2), by_customer(3)]);
    let untouched = adapter.tickets.messages(elsewhere.ticket, true, None, rows(1)).await.unwrap();
    assert_eq!(untouched.rows[0].message, elsewhere);
}
