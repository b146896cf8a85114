//! Dropping a unit of work leaves nothing behind, whichever port was written to.

use std::sync::Arc;

use deskhand_domain::assignment::{Decision, Trigger};
use deskhand_domain::history::EventKind;
use deskhand_domain::people::By;
use deskhand_domain::permissions::TicketVisibility;
use deskhand_domain::ports::{BacklogQuery, Consumed, OutboxCounts, PageLimit, PersonKey, TicketKey, UnitOfWork};
use deskhand_domain::testing::{a_customer, a_ticket, an_engineer};
use deskhand_domain::ticket::{MessageKind, TicketNumber};
use time::Duration;

use crate::Adapter;
use crate::fixtures::{at, at_the_end, changed_person, changed_ticket, event, message, queued_mail, token};

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
    let everybody = BacklogQuery { except: None, not_reported_by: None, limit: 100 };
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

pub(crate) async fn a_dropped_unit_of_work_leaves_people_as_they_were(adapter: &Adapter) {
    let (ada, bob) = (a_customer().username("ada").build(), a_customer().username("bob").build());
    adapter.keep_people(std::slice::from_ref(&ada)).await;
    let mut uow = adapter.begin().await;
    uow.people().insert(&bob).await.unwrap();
    uow.people().update(&changed_person(&ada, |p| p.email = None)).await.unwrap();
    drop(uow);

    assert_eq!(adapter.person(&ada).await, Some(ada));
    assert_eq!(adapter.person(&bob).await, None);
    assert_eq!(adapter.people.find(PersonKey::Id(bob.id)).await.unwrap(), None);
    adapter.keep_people(&[bob]).await;
}

pub(crate) async fn a_dropped_unit_of_work_leaves_loads_as_they_were(adapter: &Adapter) {
    let engineer = an_engineer().build();
    adapter.keep_people(std::slice::from_ref(&engineer)).await;
    let mut uow = adapter.begin().await;
    uow.workload().add_open(engineer.id).await.unwrap();
    uow.workload().note_assignment(engineer.id, at(1)).await.unwrap();
    uow.workload().count_reported(engineer.id, 1).await.unwrap();
    drop(uow);

    let view = adapter.people.find(PersonKey::Id(engineer.id)).await.unwrap().unwrap();
    assert_eq!((view.open_tickets, view.tickets_count, view.last_assigned_at), (0, 0, None));
    let loads = adapter.begin().await.workload().lock_engineers().await.unwrap();
    assert_eq!(loads.iter().map(|l| (l.open_tickets, l.last_assigned_at)).collect::<Vec<_>>(), [(0, None)]);
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

pub(crate) async fn a_dropped_unit_of_work_leaves_no_notice(adapter: &Adapter) {
    adapter.keep_people(&[a_customer().build()]).await;
    let mut uow = adapter.begin().await;
    uow.outbox().enqueue(&[queued_mail(1)]).await.unwrap();
    drop(uow);

    assert_eq!(adapter.mail.counts().await.unwrap(), OutboxCounts::default());
    let mut uow = adapter.begin().await;
    assert!(uow.outbox().claim_due(at(60), Duration::minutes(1), 10, &[]).await.unwrap().deliveries.is_empty());
}

pub(crate) async fn a_dropped_unit_of_work_gives_back_what_it_claimed(adapter: &Adapter) {
    adapter.keep_people(&[a_customer().build()]).await;
    let mut uow = adapter.begin().await;
    uow.outbox().enqueue(&[queued_mail(1)]).await.unwrap();
    uow.commit().await.unwrap();
    for _ in 0..2 {
        let (mut uow, attempts) = claim_what_is_free(adapter).await;
        assert_eq!(attempts, [1]);
        assert!(uow.outbox().mark_sent(queued_mail(1).id, 1, at(60), "250 Ok").await.unwrap());
        drop(uow);
    }
    assert_eq!(adapter.mail.counts().await.unwrap().pending, 1);
}

pub(crate) async fn what_was_locked_is_free_once_it_is_rolled_back(adapter: &Adapter) {
    adapter.keep_people(&[a_customer().build()]).await;
    let mut uow = adapter.begin().await;
    uow.outbox().enqueue(&[queued_mail(1)]).await.unwrap();
    uow.commit().await.unwrap();
    // Often enough to meet a server that has not heard of it yet.
    for _ in 0..50 {
        let mut uow = adapter.begin().await;
        uow.outbox().state_of(queued_mail(1).id).await.unwrap().unwrap();
        uow.outbox().requeue(queued_mail(1).id, at(30)).await.unwrap();
        uow.roll_back().await;
        let mut uow = adapter.begin().await;
        let claimed = uow.outbox().claim_due(at(60), Duration::minutes(1), 10, &[]).await.unwrap().deliveries;
        assert_eq!(claimed.len(), 1, "a claim waits for nobody, and finds what nobody holds");
        uow.roll_back().await;
    }
}

/// A claim waits for nobody, and the word that a unit of work was dropped may still be on its way to a database.
async fn claim_what_is_free(adapter: &Adapter) -> (Box<dyn UnitOfWork>, Vec<u32>) {
    for _ in 0..1000 {
        let mut uow = adapter.begin().await;
        let claimed = uow.outbox().claim_due(at(60), Duration::minutes(1), 10, &[]).await.unwrap().deliveries;
        if !claimed.is_empty() {
            return (uow, claimed.iter().map(|claimed_mail| claimed_mail.attempt).collect());
        }
        drop(uow);
        tokio::task::yield_now().await;
    }
    panic!("what was claimed is not given back")
}

pub(crate) async fn a_dropped_unit_of_work_leaves_no_session(adapter: &Adapter) {
    let customer = a_customer().build();
    adapter.keep_people(std::slice::from_ref(&customer)).await;
    let (kept, dropped) = (token(1, 1, customer.id), token(2, 2, customer.id));
    let mut uow = adapter.begin().await;
    uow.sessions().begin_session(&kept).await.unwrap();
    uow.commit().await.unwrap();

    let mut uow = adapter.begin().await;
    uow.sessions().begin_session(&dropped).await.unwrap();
    uow.sessions().consume(&kept.digest, at(1)).await.unwrap();
    uow.sessions().end_sessions_of(customer.id, None, at(1)).await.unwrap();
    drop(uow);

    assert_eq!(adapter.people.of_session(dropped.session, customer.id).await.unwrap(), None);
    assert_eq!(adapter.people.of_session(kept.session, customer.id).await.unwrap(), Some(customer));
    let mut uow = adapter.begin().await;
    assert_eq!(uow.sessions().consume(&dropped.digest, at(2)).await.unwrap(), Consumed::Unknown);
    assert_eq!(uow.sessions().consume(&kept.digest, at(2)).await.unwrap(), Consumed::First(kept));
}

pub(crate) async fn readers_see_only_what_is_committed(adapter: &Adapter) {
    let (customer, ticket) = (a_customer().build(), a_ticket().build());
    let mut uow = adapter.begin().await;
    uow.people().insert(&customer).await.unwrap();
    uow.tickets().insert(&ticket).await.unwrap();
    let by_number = TicketKey::Number(TicketNumber::FIRST);
    assert_eq!(adapter.tickets.find(TicketVisibility::Everything, by_number).await.unwrap(), None);
    assert_eq!(adapter.people.find(PersonKey::Id(customer.id)).await.unwrap(), None);
    uow.commit().await.unwrap();
    assert_eq!(adapter.ticket(&ticket).await, Some(ticket));
    assert!(adapter.people.find(PersonKey::Id(customer.id)).await.unwrap().is_some());
}

/// A web server drops the request of a client that hangs up, wherever it stands.
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

/// Also where the failure is said only later, and whoever did it asked for something else meanwhile.
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
