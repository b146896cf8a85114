//! Finding one ticket.

use deskhand_domain::testing::{a_customer, a_ticket};
use deskhand_domain::ticket::TicketNumber;

use crate::Adapter;

pub(crate) async fn a_ticket_is_found_by_its_number(adapter: &Adapter) {
    adapter.keep_people(&[a_customer().build()]).await;
    let ticket = a_ticket().number(7).build();
    adapter.keep_tickets(&[ticket.clone(), a_ticket().number(8).build()]).await;
    let mut uow = adapter.begin().await;
    assert_eq!(uow.tickets().find_by_number(ticket.number).await.unwrap(), Some(ticket));
    assert_eq!(uow.tickets().find_by_number(TicketNumber::new(9).unwrap()).await.unwrap(), None);
}
