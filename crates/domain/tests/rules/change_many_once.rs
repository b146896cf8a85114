//! One change for several tickets, by a request that is sent again; and what it would do.

use deskhand_domain::people::Actor;
use deskhand_domain::ports::{IdempotencyKey, KeyedRequest, TicketKey};
use deskhand_domain::ticket::{Priority, Refusal, TicketStatus};
use deskhand_domain::use_cases::{BasedOn, BulkChange, ChangeMany, Error, ManyResult, Outcome, UpdateTicket};
use pollster::block_on;

use crate::small_desk::{SmallDesk, a_message};

fn blocking(tickets: &[TicketKey]) -> ChangeMany {
    let tickets = tickets.iter().map(|key| (*key, BasedOn::Any)).collect();
    ChangeMany { tickets, change: BulkChange::Move(TicketStatus::Blocked) }
}

fn request(owner: &Actor, fingerprint: u8) -> KeyedRequest {
    KeyedRequest { owner: Some(owner.id), key: IdempotencyKey::parse("k").unwrap(), fingerprint: [fingerprint; 32] }
}

/// An answer with one letter for each ticket: was it changed.
fn letters(results: Vec<ManyResult>) -> Option<String> {
    Some(results.into_iter().map(|result| if matches!(result.done, Some(Ok(()))) { 'y' } else { 'n' }).collect())
}

impl SmallDesk {
    async fn two_tickets(&self) -> [TicketKey; 2] {
        [self.ticket(&self.ada, "Printer").await, self.ticket(&self.ada, "Scanner").await]
    }

    async fn statuses(&self, tickets: [TicketKey; 2]) -> [TicketStatus; 2] {
        let status = async |key| self.use_cases.tickets().show(&self.root, key).await.unwrap().view.ticket.status;
        [status(tickets[0]).await, status(tickets[1]).await]
    }

    async fn answer(&self, ticket: TicketKey) {
        let words = a_message("Have you tried?", false);
        self.use_cases.tickets().post_message(&self.bob, ticket, words).await.unwrap();
    }

    async fn open_again(&self, ticket: TicketKey) {
        let open = UpdateTicket { status: Some(TicketStatus::Open), ..UpdateTicket::default() };
        self.use_cases.tickets().update(&self.root, ticket, open).await.unwrap();
    }
}

#[test]
fn the_same_request_is_carried_out_once_and_answered_the_same() {
    block_on(async {
        let desk = SmallDesk::open().await;
        let tickets = desk.two_tickets().await;
        let send = async |fingerprint| {
            let request = request(&desk.root, fingerprint);
            desk.use_cases.tickets().change_many_once(&desk.root, blocking(&tickets), &request, letters).await
        };
        let first = send(1).await.unwrap();
        assert!(matches!(&first, Outcome::Done(answer) if answer == "yy"), "{first:?}");
        desk.open_again(tickets[0]).await;
        let again = send(1).await.unwrap();
        assert!(matches!(&again, Outcome::Replayed(answer) if answer == "yy"), "{again:?}");
        assert_eq!(desk.statuses(tickets).await, [TicketStatus::Open, TicketStatus::Blocked]);
        assert!(matches!(send(2).await, Err(Error::KeyReused)));
    });
}

#[test]
fn a_request_that_broke_off_makes_only_the_rest_when_it_is_sent_again() {
    block_on(async {
        let desk = SmallDesk::open().await;
        let tickets = desk.two_tickets().await;
        let send = async |fingerprint, answer: fn(Vec<ManyResult>) -> Option<String>| {
            let request = request(&desk.root, fingerprint);
            desk.use_cases.tickets().change_many_once(&desk.root, blocking(&tickets), &request, answer).await
        };
        // Both changes are made, and their answer is never stored.
        assert!(matches!(send(1, |_| None).await, Err(Error::Internal(_))));
        assert_eq!(desk.statuses(tickets).await, [TicketStatus::Blocked; 2]);
        desk.open_again(tickets[0]).await;
        assert!(matches!(send(2, letters).await, Err(Error::KeyReused)), "the key belongs to the first request");
        let again = send(1, letters).await.unwrap();
        assert!(matches!(&again, Outcome::Done(answer) if answer == "yy"), "{again:?}");
        assert_eq!(
            desk.statuses(tickets).await,
            [TicketStatus::Open, TicketStatus::Blocked],
            "no change is made twice"
        );
        assert!(matches!(send(1, letters).await.unwrap(), Outcome::Replayed(answer) if answer == "yy"));
    });
}

#[test]
fn a_plan_says_what_each_change_would_do_and_changes_nothing() {
    block_on(async {
        let desk = SmallDesk::open().await;
        let tickets = desk.two_tickets().await;
        desk.answer(tickets[1]).await;
        let resolve = ChangeMany { change: BulkChange::Move(TicketStatus::Resolved), ..blocking(&tickets) };
        let planned = desk.use_cases.tickets().plan_many(&desk.root, resolve).await.unwrap();
        assert_eq!(planned.iter().map(|one| one.key).collect::<Vec<_>>(), tickets);
        assert!(matches!(planned[0].plan, Err(Error::Refused(Refusal::ResponseRequired))), "{planned:?}");
        let plan = planned[1].plan.as_ref().unwrap().as_ref().unwrap();
        assert_eq!(plan.result.view.ticket.status, TicketStatus::Resolved);
        assert_eq!(plan.events.len(), 1);
        assert_eq!(desk.statuses(tickets).await, [TicketStatus::Open; 2]);
        let mute = ChangeMany { change: BulkChange::Mute(true), ..blocking(&tickets) };
        let planned = desk.use_cases.tickets().plan_many(&desk.root, mute).await.unwrap();
        assert!(planned.iter().all(|one| matches!(one.plan, Ok(None))), "{planned:?}");
        assert!(!desk.use_cases.tickets().show(&desk.root, tickets[0]).await.unwrap().muted);
    });
}

#[test]
fn several_parts_of_a_ticket_change_together_or_not_at_all() {
    block_on(async {
        let desk = SmallDesk::open().await;
        let tickets = desk.two_tickets().await;
        desk.answer(tickets[1]).await;
        let both = UpdateTicket {
            status: Some(TicketStatus::Resolved),
            priority: Some(Priority::Urgent),
            ..UpdateTicket::default()
        };
        let command = ChangeMany { change: BulkChange::Update(both), ..blocking(&tickets) };
        let results = desk.use_cases.tickets().change_many(&desk.bob, command).await.unwrap();
        assert_eq!(letters(results).unwrap(), "ny");
        for (ticket, expected) in tickets.into_iter().zip([Priority::Low, Priority::Urgent]) {
            let now = desk.use_cases.tickets().show(&desk.root, ticket).await.unwrap();
            assert_eq!(now.view.ticket.priority, expected);
        }
    });
}
