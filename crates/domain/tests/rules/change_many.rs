//! One change for several tickets: each by its own use case, with its own answer.

use std::sync::Arc;

use deskhand_domain::Invalid;
use deskhand_domain::people::{Actor, Role};
use deskhand_domain::policy::Workflow;
use deskhand_domain::ports::{PersonKey, TicketKey};
use deskhand_domain::testing::{SequentialIds, TestClock};
use deskhand_domain::ticket::{Priority, Refusal, TicketNumber, TicketStatus};
use deskhand_domain::use_cases::{
    AssigneeChoice, BasedOn, BulkChange, ChangeMany, Error, ManyResult, Ports, Rules, UseCases,
};
use deskhand_memory::MemoryStorage;
use pollster::block_on;

use crate::small_desk::{SmallDesk, a_message};

impl SmallDesk {
    async fn change(&self, who: &Actor, tickets: &[TicketKey], change: BulkChange) -> Result<Vec<ManyResult>, Error> {
        let tickets = tickets.iter().map(|key| (*key, BasedOn::Any)).collect();
        self.use_cases.tickets().change_many(who, ChangeMany { tickets, change }).await
    }

    async fn status(&self, ticket: TicketKey) -> TicketStatus {
        self.use_cases.tickets().show(&self.root, ticket).await.unwrap().view.ticket.status
    }
}

fn was_done(results: &[ManyResult]) -> Vec<bool> {
    results.iter().map(|result| matches!(result.done, Some(Ok(())))).collect()
}

#[test]
fn each_ticket_is_changed_by_itself_and_a_refusal_stops_no_other() {
    block_on(async {
        let desk = SmallDesk::open().await;
        let mut tickets = Vec::new();
        for title in ["Printer", "Scanner", "Door"] {
            tickets.push(desk.ticket(&desk.ada, title).await);
        }
        for answered in [tickets[0], tickets[2]] {
            let tried = a_message("Have you tried?", false);
            desk.use_cases.tickets().post_message(&desk.bob, answered, tried).await.unwrap();
        }
        let unknown = TicketKey::Number(TicketNumber::new(99).unwrap());
        let asked = [tickets[0], tickets[1], unknown, tickets[2]];
        let results = desk.change(&desk.bob, &asked, BulkChange::Move(TicketStatus::Resolved)).await.unwrap();
        assert_eq!(results.iter().map(|result| result.key).collect::<Vec<_>>(), asked, "in the order of the command");
        assert_eq!(was_done(&results), [true, false, false, true]);
        assert!(matches!(results[1].done, Some(Err(Error::Refused(Refusal::ResponseRequired)))));
        assert!(matches!(results[2].done, Some(Err(Error::NotFound))));
        let titles: Vec<_> = results.iter().map(|one| one.ticket.as_ref().map(|one| one.title.to_string())).collect();
        assert_eq!(titles, [Some("Printer".into()), Some("Scanner".into()), None, Some("Door".into())]);
        for (ticket, expected) in
            tickets.iter().zip([TicketStatus::Resolved, TicketStatus::Open, TicketStatus::Resolved])
        {
            assert_eq!(desk.status(*ticket).await, expected);
        }
    });
}

#[test]
fn each_kind_of_change_is_the_one_of_the_single_ticket() {
    block_on(async {
        let desk = SmallDesk::open().await;
        let ticket = desk.ticket(&desk.ada, "Printer").await;
        let show = async || desk.use_cases.tickets().show(&desk.bob, ticket).await.unwrap();
        let all = [ticket];
        assert_eq!(was_done(&desk.change(&desk.bob, &all, BulkChange::Take).await.unwrap()), [true]);
        assert!(show().await.view.ticket.taken_at.is_some());
        let urgent = BulkChange::Prioritize(Priority::Urgent);
        assert_eq!(was_done(&desk.change(&desk.bob, &all, urgent.clone()).await.unwrap()), [true]);
        assert_eq!(show().await.view.ticket.priority, Priority::Urgent);
        assert_eq!(was_done(&desk.change(&desk.bob, &all, BulkChange::Mute(true)).await.unwrap()), [true]);
        assert!(show().await.muted);
        let to_bob = BulkChange::Assign(AssigneeChoice::Person(PersonKey::Id(desk.bob.id)));
        let refused = desk.change(&desk.bob, &all, to_bob.clone()).await.unwrap();
        assert!(matches!(refused[0].done, Some(Err(Error::Refused(Refusal::Denied(_))))), "{refused:?}");
        assert_eq!(was_done(&desk.change(&desk.root, &all, to_bob).await.unwrap()), [true]);
        // A customer sees the ticket, and may change nothing of it as staff may.
        let refused = desk.change(&desk.ada, &all, urgent).await.unwrap();
        assert!(refused[0].ticket.is_some() && matches!(refused[0].done, Some(Err(Error::Refused(_)))), "{refused:?}");
    });
}

#[test]
fn nothing_is_changed_where_the_command_names_no_too_many_or_the_same_tickets() {
    block_on(async {
        let desk = SmallDesk::open().await;
        let ticket = desk.ticket(&desk.ada, "Printer").await;
        let number = |n| TicketKey::Number(TicketNumber::new(n).unwrap());
        let blocked = BulkChange::Move(TicketStatus::Blocked);
        let many: Vec<_> = (1..=101).map(number).collect();
        for (tickets, expected) in [
            (&[][..], Invalid::Empty),
            (&many, Invalid::TooMany { max: 100 }),
            (&[ticket, number(7), ticket], Invalid::Repeated),
        ] {
            let answer = desk.change(&desk.bob, tickets, blocked.clone()).await;
            let Err(Error::Field { field: "tickets", reason }) = answer else { panic!("{answer:?}") };
            assert_eq!(reason, expected);
        }
        assert_eq!(desk.status(ticket).await, TicketStatus::Open);
        let results = desk.change(&desk.bob, &many[..100], blocked).await.unwrap();
        assert_eq!(
            was_done(&results).iter().filter(|done| **done).count(),
            1,
            "a hundred are taken: one of them is there"
        );
        assert_eq!(desk.status(ticket).await, TicketStatus::Blocked);
    });
}

#[test]
fn a_form_offers_what_the_role_and_the_policies_allow() {
    let desk_with = |workflow| {
        let ids = Arc::new(SequentialIds::new());
        let ports = Ports::over(Arc::new(MemoryStorage::new()), Arc::new(TestClock::new()), ids);
        UseCases::new(ports, Rules { workflow, ..Rules::default() })
    };
    let (bob, root) = block_on(async {
        let desk = SmallDesk::open().await;
        (desk.bob, Actor { role: Role::Admin, ..desk.root })
    });
    let strict = Workflow { engineers_may_close: false, engineers_may_resolve: false, ..Workflow::default() };
    let free = desk_with(Workflow { engineers_may_close: true, engineers_may_resolve: true, ..Workflow::default() });
    let offered = free.tickets().offered_changes(&bob);
    assert!(offered.take && offered.prioritize && !offered.assign, "{offered:?}");
    let all = [
        TicketStatus::Open,
        TicketStatus::Blocked,
        TicketStatus::Resolved,
        TicketStatus::Unresolved,
        TicketStatus::Closed,
    ];
    assert_eq!(offered.states, all, "only a reporter cancels");
    let strict = desk_with(strict);
    let offered = strict.tickets().offered_changes(&bob);
    assert_eq!(offered.states, [TicketStatus::Open, TicketStatus::Blocked, TicketStatus::Unresolved]);
    let offered = strict.tickets().offered_changes(&root);
    assert!(offered.assign, "{offered:?}");
    assert_eq!(offered.states, all);
}

#[test]
fn a_ticket_that_changed_since_it_was_seen_is_not_moved() {
    block_on(async {
        let desk = SmallDesk::open().await;
        let (first, second) = (desk.ticket(&desk.ada, "Printer").await, desk.ticket(&desk.ada, "Scanner").await);
        for ticket in [first, second] {
            let answer = a_message("Have you tried?", false);
            desk.use_cases.tickets().post_message(&desk.root, ticket, answer).await.unwrap();
        }
        let seen = desk.use_cases.tickets().show(&desk.root, first).await.unwrap().seen.version;
        let burns = a_message("It burns again", false);
        desk.use_cases.tickets().post_message(&desk.ada, first, burns).await.unwrap();
        let tickets = vec![(first, seen.into()), (second, BasedOn::Any)];
        let command = ChangeMany { tickets, change: BulkChange::Move(TicketStatus::Blocked) };
        let results = desk.use_cases.tickets().change_many(&desk.root, command).await.unwrap();
        assert!(matches!(results[0].done, Some(Err(Error::Stale))), "{results:?}");
        assert!(matches!(results[1].done, Some(Ok(()))), "{results:?}");
    });
}
