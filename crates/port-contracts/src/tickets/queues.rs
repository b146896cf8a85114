//! Which tickets wait, which an engineer holds, and in what order.

use deskhand_domain::history::EventKind;
use deskhand_domain::people::By;
use deskhand_domain::permissions::TicketVisibility;
use deskhand_domain::ports::{BacklogQuery, PageLimit, TicketFilter};
use deskhand_domain::testing::{TicketBuilder, a_customer, a_ticket, an_engineer, person_id, ticket_id};
use deskhand_domain::ticket::{MessageKind, Priority, Ticket, TicketNumber, TicketStatus};

use crate::Adapter;
use crate::fixtures::{at, event, message};

/// In the order in which they are to be handed out, whatever the order of their ids.
fn in_order() -> Vec<TicketBuilder> {
    let ticket = |n: u64, priority| a_ticket().number(n).id(ticket_id(100 - n)).priority(priority);
    vec![
        ticket(5, Priority::Urgent).created_at(at(9)),
        ticket(9, Priority::High).created_at(at(1)).status(TicketStatus::Blocked),
        ticket(2, Priority::High).created_at(at(2)),
        ticket(7, Priority::High).created_at(at(2)),
        ticket(1, Priority::Medium).created_at(at(0)),
        ticket(3, Priority::Low).created_at(at(0)),
    ]
}

pub(crate) async fn waiting_tickets_come_most_urgent_then_oldest_then_lowest_number(adapter: &Adapter) {
    adapter.keep_people(&[a_customer().build(), an_engineer().build()]).await;
    let expected: Vec<Ticket> = in_order().into_iter().map(TicketBuilder::build).collect();
    let mut kept = expected.clone();
    kept.sort_by_key(|ticket| ticket.number);
    kept.push(a_ticket().number(20).assignee(person_id("engineer")).build());
    kept.extend(done());
    adapter.keep_tickets(&kept).await;

    let ids: Vec<_> = expected.iter().map(|ticket| ticket.id).collect();
    let wanted = BacklogQuery { except: None, not_reported_by: None, limit: 100 };
    let but_the_second = [&ids[..1], &ids[2..4]].concat();
    let cases = [
        (wanted, ids.clone()),
        (BacklogQuery { limit: 2, ..wanted }, ids[..2].to_vec()),
        (BacklogQuery { except: Some(ids[1]), limit: 3, ..wanted }, but_the_second),
        (BacklogQuery { not_reported_by: Some(person_id("engineer")), ..wanted }, ids),
        (BacklogQuery { not_reported_by: Some(expected[0].reporter), ..wanted }, Vec::new()),
    ];
    for (wanted, expected) in cases {
        assert_eq!(adapter.begin().await.workload().backlog(wanted).await.unwrap(), expected, "{wanted:?}");
    }
}

pub(crate) async fn the_word_that_a_hand_out_has_a_rest_stays_until_it_is_taken_back(adapter: &Adapter) {
    for (said, kept) in
        [(None, false), (Some(true), true), (Some(true), true), (Some(false), false), (Some(false), false)]
    {
        let mut uow = adapter.begin().await;
        if let Some(rest) = said {
            uow.workload().mark_backlog_unfinished(rest).await.unwrap();
        }
        assert_eq!(uow.workload().is_backlog_unfinished().await.unwrap(), kept);
        uow.commit().await.unwrap();
        let mut undone = adapter.begin().await;
        undone.workload().mark_backlog_unfinished(!kept).await.unwrap();
        drop(undone);
        assert_eq!(adapter.begin().await.workload().is_backlog_unfinished().await.unwrap(), kept);
    }
}

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

/// Nobody waits for these, and nobody holds them.
fn done() -> Vec<Ticket> {
    let states = [TicketStatus::Resolved, TicketStatus::Unresolved, TicketStatus::Closed, TicketStatus::Canceled];
    let done = states.into_iter().zip(30..).flat_map(|(status, number)| {
        let ticket = a_ticket().status(status).priority(Priority::Urgent);
        [ticket.clone().number(number), ticket.number(number + 10).assignee(person_id("engineer"))]
    });
    done.map(TicketBuilder::build).collect()
}

pub(crate) async fn a_ticket_is_found_by_its_number(adapter: &Adapter) {
    adapter.keep_people(&[a_customer().build()]).await;
    let ticket = a_ticket().number(7).build();
    adapter.keep_tickets(&[ticket.clone(), a_ticket().number(8).build()]).await;
    let mut uow = adapter.begin().await;
    assert_eq!(uow.tickets().find_by_number(ticket.number).await.unwrap(), Some(ticket));
    assert_eq!(uow.tickets().find_by_number(TicketNumber::new(9).unwrap()).await.unwrap(), None);
}

pub(crate) async fn a_deleted_ticket_is_gone_but_its_history_stays(adapter: &Adapter) {
    let customer = a_customer().build();
    let (doomed, follower) = (a_ticket().build(), a_ticket().number(2).follow_up_of(ticket_id(1)).build());
    adapter.keep_people(std::slice::from_ref(&customer)).await;
    adapter.keep_tickets(&[doomed.clone(), follower.clone()]).await;
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
    assert_eq!(adapter.ticket(&follower).await, Some(follower), "it still says what it followed");
    assert_eq!(adapter.numbers(TicketVisibility::Everything, &TicketFilter::default()).await, [2]);
    let messages = adapter.tickets.messages(doomed.id, true, None, PageLimit::default()).await.unwrap();
    assert_eq!(messages.rows, []);
    assert_eq!(adapter.begin().await.tickets().muted_by(doomed.id).await.unwrap(), []);
    let history = adapter.tickets.history(doomed.id, true, None, PageLimit::default()).await.unwrap();
    assert_eq!(history.rows.into_iter().map(|view| view.event).collect::<Vec<_>>(), [opened]);
}

pub(crate) async fn muting_a_ticket_twice_is_muting_it_once(adapter: &Adapter) {
    let (ada, bob) = (a_customer().username("ada").build(), a_customer().username("bob").build());
    adapter.keep_people(&[a_customer().build(), ada.clone(), bob.clone()]).await;
    let ticket = a_ticket().build();
    adapter.keep_tickets(std::slice::from_ref(&ticket)).await;
    let mut uow = adapter.begin().await;
    for (person, muted) in [(ada.id, true), (ada.id, true), (bob.id, true), (bob.id, false), (bob.id, false)] {
        uow.tickets().set_muted(ticket.id, person, muted).await.unwrap();
    }
    uow.commit().await.unwrap();
    assert_eq!(adapter.begin().await.tickets().muted_by(ticket.id).await.unwrap(), [ada.id]);
    assert!(adapter.tickets.is_muted(ticket.id, ada.id).await.unwrap());
    assert!(!adapter.tickets.is_muted(ticket.id, bob.id).await.unwrap());
}
