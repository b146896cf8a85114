//! What deleting a ticket removes, and what it leaves.

use deskhand_domain::history::EventKind;
use deskhand_domain::people::By;
use deskhand_domain::permissions::TicketVisibility;
use deskhand_domain::ports::{PageLimit, TicketFilter};
use deskhand_domain::testing::{a_customer, a_ticket, ticket_id};
use deskhand_domain::ticket::MessageKind;

use crate::Adapter;
use crate::fixtures::{event, message};

pub(crate) async fn a_deleted_ticket_is_gone_but_its_history_stays(adapter: &Adapter) {
    let customer = a_customer().build();
    let doomed = a_ticket().followers([customer.id]).build();
    let next = a_ticket().number(2).follow_up_of(ticket_id(1)).build();
    adapter.keep_people(std::slice::from_ref(&customer)).await;
    adapter.keep_tickets(&[doomed.clone(), next.clone()]).await;
    adapter.keep_messages(&[message(1, doomed.id, MessageKind::Request, customer.id)]).await;
    let opened = event(1, doomed.id, EventKind::TicketOpened, By::Person(customer.id));
    let mut uow = adapter.begin().await;
    uow.tickets().set_muted(doomed.id, customer.id, true).await.unwrap();
    uow.history().append(std::slice::from_ref(&opened)).await.unwrap();
    uow.commit().await.unwrap();

    let mut uow = adapter.begin().await;
    uow.tickets().delete(doomed.id).await.unwrap();
    uow.commit().await.unwrap();

    assert_eq!(adapter.ticket(&doomed).await, None);
    assert_eq!(adapter.ticket(&next).await, Some(next), "it still says what it followed");
    assert_eq!(adapter.numbers(TicketVisibility::Everything, &TicketFilter::default()).await, [2]);
    let messages = adapter.tickets.messages(doomed.id, true, None, PageLimit::default()).await.unwrap();
    assert_eq!(messages.rows, []);
    assert_eq!(adapter.begin().await.tickets().muted_by(doomed.id).await.unwrap(), []);
    assert_eq!(adapter.tickets.followers(doomed.id).await.unwrap(), []);
    let history = adapter.tickets.history(doomed.id, true, None, PageLimit::default()).await.unwrap();
    assert_eq!(history.rows.into_iter().map(|view| view.event).collect::<Vec<_>>(), [opened]);
}
