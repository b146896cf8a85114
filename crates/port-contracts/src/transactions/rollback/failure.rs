//! A unit of work that fails or is aborted.

use std::sync::Arc;

use deskhand_domain::ports::PageLimit;
use deskhand_domain::testing::{a_customer, a_ticket};
use deskhand_domain::ticket::MessageKind;

use crate::Adapter;
use crate::fixtures::{at_the_end, message};

/// A web server drops the request of a client that disconnects, at any point.
pub(crate) async fn an_aborted_task_leaves_nothing_and_holds_up_nobody(adapter: &Adapter) {
    let storage = Arc::clone(&adapter.storage);
    let (wrote, has_written) = tokio::sync::oneshot::channel();
    let task = tokio::spawn(async move {
        let mut uow = storage.begin().await.unwrap();
        uow.people().insert(&a_customer().username("ada").build()).await.unwrap();
        wrote.send(()).unwrap();
        std::future::pending::<()>().await;
    });
    has_written.await.unwrap();
    task.abort();
    assert!(task.await.unwrap_err().is_cancelled());

    let ada = a_customer().username("ada").build();
    assert_eq!(adapter.person(&ada).await, None);
    adapter.keep_people(&[ada]).await;
}

/// Also where the failure is reported later, after another call to the unit of work.
pub(crate) async fn nothing_is_kept_beside_what_fails(adapter: &Adapter) {
    let (customer, ticket) = (a_customer().build(), a_ticket().build());
    adapter.keep_people(std::slice::from_ref(&customer)).await;
    adapter.keep_tickets(std::slice::from_ref(&ticket)).await;
    let mut uow = adapter.begin().await;
    uow.tickets().append_message(&message(1, ticket.id, MessageKind::Request, customer.id)).await.unwrap();
    let mut said = uow.tickets().insert(&a_ticket().number(2).id(ticket.id).build()).await;
    if said.is_ok() {
        said = uow.people().find(customer.id).await.map(drop);
    }
    assert!(at_the_end(uow, said).await.is_err());
    let messages = adapter.tickets.messages(ticket.id, true, None, PageLimit::default()).await.unwrap();
    assert_eq!(messages.rows, []);
}
