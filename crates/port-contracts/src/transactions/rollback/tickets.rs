//! Tickets, conversations and history after a rollback.

use deskhand_domain::assignment::{Decision, Trigger};
use deskhand_domain::history::EventKind;
use deskhand_domain::people::By;
use deskhand_domain::ports::{BacklogQuery, PageLimit};
use deskhand_domain::testing::{a_customer, a_ticket};
use deskhand_domain::ticket::MessageKind;

use crate::Adapter;
use crate::fixtures::{at, changed_ticket, event, message};

pub(crate) async fn a_dropped_unit_of_work_leaves_no_ticket(adapter: &Adapter) {
    let (customer, ticket) = (a_customer().build(), a_ticket().build());
    adapter.keep_people(std::slice::from_ref(&customer)).await;
    let mut uow = adapter.begin().await;
    uow.tickets().insert(&ticket).await.unwrap();
    uow.tickets().append_message(&message(1, ticket.id, MessageKind::Request, customer.id)).await.unwrap();
    uow.tickets().set_muted(ticket.id, customer.id, true).await.unwrap();
    uow.tickets().keep_decision(&Decision::by_person(ticket.id, Trigger::ByHand, None), at(0)).await.unwrap();
    drop(uow);

    assert_eq!(adapter.ticket(&ticket).await, None);
    let messages = adapter.tickets.messages(ticket.id, true, None, PageLimit::default()).await.unwrap();
    assert_eq!(messages.rows, []);
    assert!(adapter.tickets.decision(ticket.id).await.unwrap().is_none());
    let mut uow = adapter.begin().await;
    assert_eq!(uow.tickets().find(ticket.id).await.unwrap(), None);
    let everybody = BacklogQuery { except: None, open_to: Vec::new(), limit: 100 };
    assert_eq!(uow.workload().backlog(everybody).await.unwrap(), []);
    assert_eq!(uow.tickets().muted_by(ticket.id).await.unwrap(), []);
}

pub(crate) async fn a_dropped_unit_of_work_leaves_tickets_as_they_were(adapter: &Adapter) {
    let (customer, ticket) = (a_customer().build(), a_ticket().build());
    let first = message(1, ticket.id, MessageKind::Request, customer.id);
    adapter.keep_people(std::slice::from_ref(&customer)).await;
    adapter.keep_tickets(std::slice::from_ref(&ticket)).await;
    adapter.keep_messages(std::slice::from_ref(&first)).await;

    let mut uow = adapter.begin().await;
    uow.tickets().update(&changed_ticket(&ticket, |t| t.reopen_count = 7)).await.unwrap();
    uow.tickets().amend_first_message(ticket.id, &a_ticket().description("other").build().description).await.unwrap();
    drop(uow);
    let mut uow = adapter.begin().await;
    uow.tickets().delete(ticket.id).await.unwrap();
    drop(uow);

    assert_eq!(adapter.ticket(&ticket).await, Some(ticket.clone()));
    let messages = adapter.tickets.messages(ticket.id, true, None, PageLimit::default()).await.unwrap();
    assert_eq!(messages.rows.into_iter().map(|view| view.message).collect::<Vec<_>>(), [first]);
}

pub(crate) async fn a_dropped_unit_of_work_leaves_no_history(adapter: &Adapter) {
    let (customer, ticket) = (a_customer().build(), a_ticket().build());
    adapter.keep_people(std::slice::from_ref(&customer)).await;
    adapter.keep_tickets(std::slice::from_ref(&ticket)).await;
    let mut uow = adapter.begin().await;
    let opened = event(1, ticket.id, EventKind::TicketOpened, By::Person(customer.id));
    uow.history().append(&[opened]).await.unwrap();
    drop(uow);

    let history = adapter.tickets.history(ticket.id, true, None, PageLimit::default()).await.unwrap();
    assert_eq!(history.rows, []);
    assert_eq!(adapter.begin().await.history().who_acted_on(ticket.id).await.unwrap(), []);
}
