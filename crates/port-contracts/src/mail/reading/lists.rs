//! Lists of mails.

use deskhand_domain::MailId;
use deskhand_domain::notification::Mail;
use deskhand_domain::ports::{MailPosition, MailState, MailView, OutboxCounts, Total};
use deskhand_domain::testing::a_ticket;
use deskhand_domain::ticket::Ticket;

use super::fixture::{LEASE, enqueue};
use crate::Adapter;
use crate::fixtures::{all, at, id, queued_mail, rows};

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
        assert_eq!(counted.total, Some(Total::of(in_states(states).len() as u64)), "{states:?}");
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
        assert_eq!(adapter.mail.count_about_ticket(ticket.id).await.unwrap(), Total::of(expected));
    }
}

/// Everything in these states, page by page.
async fn walk(adapter: &Adapter, states: &[MailState], limit: u32) -> Vec<u64> {
    let read = async |after| adapter.mail.list(states.to_vec(), after, rows(limit), false).await.unwrap();
    all(rows(limit), MailPosition::of, read).await.iter().map(number).collect()
}

fn number(mail: &MailView) -> u64 {
    (0..99).find(|n| MailId::new(id(*n)) == mail.id).unwrap()
}
