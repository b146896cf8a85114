//! Mails as readers see them: how far each came, in which order, and what the mail server said.

use deskhand_domain::MailId;
use deskhand_domain::notification::Mail;
use deskhand_domain::people::Role;
use deskhand_domain::ports::{MailPosition, MailState, MailView, OutboxCounts};
use deskhand_domain::testing::{a_customer, a_ticket, person_id};
use deskhand_domain::ticket::Ticket;
use time::Duration;

use crate::Adapter;
use crate::fixtures::pages::{all, rows};
use crate::fixtures::{at, id, queued_mail};

const LEASE: Duration = Duration::minutes(15);

pub(crate) async fn a_mail_shows_its_recipient_and_how_far_it_came(adapter: &Adapter) {
    enqueue(adapter, &[queued_mail(0)]).await;
    let mail = find(adapter, 0).await;
    assert_eq!((mail.recipient.id, mail.recipient_role), (person_id("customer"), Role::Customer));
    assert_eq!(mail.address.map(|address| address.to_string()), Some("customer@example.com".to_owned()));
    assert_eq!((mail.reason, mail.kind, mail.ticket), (queued_mail(0).reason, queued_mail(0).kind, None));
    assert_eq!((mail.state, mail.attempts, mail.last_answer), (MailState::Pending, 0, None));
    assert_eq!((mail.created_at, mail.sent_at, mail.next_attempt_at), (at(0), None, Some(at(0))));

    let mut uow = adapter.begin().await;
    uow.outbox().claim_due(at(1), LEASE, 1, &[]).await.unwrap();
    assert!(uow.outbox().retry_at(queued_mail(0).id, 1, at(5), "451 try later").await.unwrap());
    uow.commit().await.unwrap();
    let mail = find(adapter, 0).await;
    assert_eq!(
        (mail.state, mail.attempts, mail.last_answer.as_deref()),
        (MailState::Pending, 1, Some("451 try later"))
    );
    assert_eq!(mail.next_attempt_at, Some(at(5)));

    let mut uow = adapter.begin().await;
    uow.outbox().claim_due(at(5), LEASE, 1, &[]).await.unwrap();
    assert!(uow.outbox().mark_sent(queued_mail(0).id, 2, at(6), "250 2.0.0 Ok: queued").await.unwrap());
    uow.commit().await.unwrap();
    let mail = find(adapter, 0).await;
    assert_eq!((mail.state, mail.attempts), (MailState::Sent, 2));
    assert_eq!(mail.last_answer.as_deref(), Some("250 2.0.0 Ok: queued"));
    assert_eq!((mail.sent_at, mail.next_attempt_at), (Some(at(6)), None));
    assert!(adapter.mail.find(MailId::new(id(404))).await.unwrap().is_none());
}

pub(crate) async fn what_was_given_up_is_due_again_with_all_its_tries(adapter: &Adapter) {
    enqueue(adapter, &[queued_mail(0)]).await;
    let mut uow = adapter.begin().await;
    for attempt in 1..=3 {
        let claimed = uow.outbox().claim_due(at(0), LEASE, 1, &[]).await.unwrap().deliveries;
        assert_eq!((claimed[0].attempt, claimed[0].tries), (attempt, attempt));
        assert!(uow.outbox().retry_at(queued_mail(0).id, attempt, at(0), "451").await.unwrap());
    }
    uow.outbox().claim_due(at(0), LEASE, 1, &[]).await.unwrap();
    assert!(uow.outbox().give_up(queued_mail(0).id, 4, at(0), "550 no such user").await.unwrap());
    assert_eq!(uow.outbox().state_of(queued_mail(0).id).await.unwrap(), Some(MailState::Dead));
    assert_eq!(uow.outbox().state_of(MailId::new(id(404))).await.unwrap(), None);
    uow.outbox().requeue(queued_mail(0).id, at(7)).await.unwrap();
    uow.commit().await.unwrap();

    let mail = find(adapter, 0).await;
    assert_eq!((mail.state, mail.attempts, mail.next_attempt_at), (MailState::Pending, 4, Some(at(7))));
    assert_eq!(mail.last_answer.as_deref(), Some("550 no such user"), "until there is another");
    let mut uow = adapter.begin().await;
    assert!(uow.outbox().claim_due(at(6), LEASE, 1, &[]).await.unwrap().deliveries.is_empty());
    let claimed = uow.outbox().claim_due(at(7), LEASE, 1, &[]).await.unwrap().deliveries;
    assert_eq!((claimed[0].attempt, claimed[0].tries), (5, 1));
    assert!(!uow.outbox().mark_sent(queued_mail(0).id, 1, at(8), "250 Ok").await.unwrap(), "an outcome from before");
    assert!(uow.outbox().mark_sent(queued_mail(0).id, 5, at(8), "250 Ok").await.unwrap());
}

pub(crate) async fn mails_are_listed_by_state_newest_first_over_all_pages(adapter: &Adapter) {
    // Two of each minute, so that ties are cut by pages, too.
    let mails: Vec<Mail> = (0..20).map(|n| Mail { id: MailId::new(id(n)), ..queued_mail(n / 2) }).collect();
    enqueue(adapter, &mails).await;
    let mut uow = adapter.begin().await;
    uow.outbox().claim_due(at(99), LEASE, 15, &[]).await.unwrap();
    for n in 0..15 {
        let id = MailId::new(id(n));
        let settled = match n % 3 {
            0 => uow.outbox().mark_sent(id, 1, at(99), "250 Ok").await,
            1 => uow.outbox().give_up(id, 1, at(99), "550").await,
            _ => uow.outbox().drop_mail(id, 1, at(99), "removed").await,
        };
        assert!(settled.unwrap());
    }
    uow.commit().await.unwrap();

    let in_states = |states: &[MailState]| {
        let of = |n: u64| match n % 3 {
            _ if n >= 15 => MailState::Pending,
            0 => MailState::Sent,
            1 => MailState::Dead,
            _ => MailState::Dropped,
        };
        (0..20).rev().filter(|n| states.is_empty() || states.contains(&of(*n))).collect::<Vec<u64>>()
    };
    use MailState::{Dead, Dropped, Pending, Sent};
    for states in [&[][..], &[Dead], &[Sent], &[Dropped, Dead], &[Pending, Sent, Dead], &[Dead, Dead]] {
        for limit in [1, 3, 100] {
            assert_eq!(walk(adapter, states, limit).await, in_states(states), "{states:?} by {limit}");
        }
        let counted = adapter.mail.list(states.to_vec(), None, rows(1), true).await.unwrap();
        assert_eq!(counted.total, Some(in_states(states).len() as u64), "{states:?}");
    }
    let expected = OutboxCounts { pending: 5, dead: 5, oldest_pending: Some(at(7)) };
    assert_eq!(adapter.mail.counts().await.unwrap(), expected);
}

pub(crate) async fn the_mails_about_a_ticket_are_listed_oldest_first(adapter: &Adapter) {
    let tickets = [a_ticket().build(), a_ticket().number(2).build()];
    let about = |n: u64, ticket: &Ticket| Mail { ticket: Some(ticket.to_ref()), ..queued_mail(n) };
    let mails = [about(3, &tickets[0]), about(1, &tickets[1]), about(2, &tickets[0]), queued_mail(4)];
    enqueue(adapter, &mails).await;
    let first = adapter.mail.about_ticket(tickets[0].id, None, rows(1)).await.unwrap();
    assert_eq!((number(&first.rows[0]), first.has_more), (2, true));
    let after = Some(MailPosition::of(&first.rows[0]));
    let second = adapter.mail.about_ticket(tickets[0].id, after, rows(1)).await.unwrap();
    assert_eq!((number(&second.rows[0]), second.has_more), (3, false));
    assert_eq!(second.rows[0].ticket, Some(tickets[0].to_ref()));
    for (ticket, expected) in [(&tickets[0], 2), (&tickets[1], 1)] {
        assert_eq!(adapter.mail.count_about_ticket(ticket.id).await.unwrap(), expected);
    }
}

async fn enqueue(adapter: &Adapter, mails: &[Mail]) {
    adapter.keep_people(&[a_customer().build()]).await;
    let mut uow = adapter.begin().await;
    uow.outbox().enqueue(mails).await.unwrap();
    uow.commit().await.unwrap();
}

async fn find(adapter: &Adapter, n: u64) -> MailView {
    adapter.mail.find(queued_mail(n).id).await.unwrap().unwrap()
}

/// Everything in these states, page by page.
async fn walk(adapter: &Adapter, states: &[MailState], limit: u32) -> Vec<u64> {
    let read = async |after| adapter.mail.list(states.to_vec(), after, rows(limit), false).await.unwrap();
    all(rows(limit), MailPosition::of, read).await.iter().map(number).collect()
}

fn number(mail: &MailView) -> u64 {
    (0..99).find(|n| MailId::new(id(*n)) == mail.id).unwrap()
}
