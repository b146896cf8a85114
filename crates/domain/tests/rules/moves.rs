//! What a move of the state machine requires besides the permission and an entry in the table.

use deskhand_domain::people::{Actor, Person};
use deskhand_domain::policy::Workflow;
use deskhand_domain::ports::Clock as _;
use deskhand_domain::testing::{TestClock, a_customer, a_ticket, an_admin, an_engineer};
use deskhand_domain::ticket::{Refusal, StatusAction, Ticket, TicketAction, TicketStatus};
use time::Duration;

fn people() -> (Person, Person, Person) {
    (a_customer().build(), an_engineer().build(), an_admin().build())
}

fn assigned() -> Ticket {
    let (reporter, engineer, _) = people();
    a_ticket().reporter(reporter.id).assignee(engineer.id).build()
}

fn go(ticket: &mut Ticket, action: StatusAction, by: &Person) -> Result<(), Refusal> {
    ticket.apply(action, &Actor::from(by), &Workflow::default(), TestClock::new().now()).map(drop)
}

#[test]
fn staff_resolve_only_after_a_response() {
    let (_, engineer, admin) = people();
    assert_eq!(go(&mut assigned(), StatusAction::Resolve, &engineer), Err(Refusal::ResponseRequired));
    assert_eq!(go(&mut assigned(), StatusAction::Resolve, &admin), Err(Refusal::ResponseRequired));
    let (reporter, ..) = people();
    let mut answered = a_ticket().reporter(reporter.id).assignee(engineer.id).answered_at(TestClock::START).build();
    assert_eq!(go(&mut answered, StatusAction::Resolve, &engineer), Ok(()));
    assert_eq!(answered.status, TicketStatus::Resolved);
    assert_eq!(answered.resolved_at, Some(TestClock::START));
}

#[test]
fn the_reporter_may_resolve_without_a_response() {
    let (reporter, ..) = people();
    assert_eq!(go(&mut assigned(), StatusAction::Resolve, &reporter), Ok(()));
}

#[test]
fn without_the_policy_staff_resolve_at_once() {
    let (_, engineer, _) = people();
    let rules = Workflow { resolve_requires_response: false, ..Workflow::default() };
    let moved = assigned().apply(StatusAction::Resolve, &Actor::from(&engineer), &rules, TestClock::START);
    assert!(moved.is_ok());
}

#[test]
fn an_illegal_move_names_the_moves_that_this_person_may_make() {
    let (reporter, engineer, _) = people();
    let mut ticket = a_ticket().reporter(reporter.id).assignee(engineer.id).resolved_at(TestClock::START).build();
    let refusal = ticket
        .move_to(TicketStatus::Blocked, &Actor::from(&engineer), &Workflow::default(), TestClock::START)
        .unwrap_err();
    let allowed = vec![StatusAction::MarkUnresolved, StatusAction::Close, StatusAction::Reopen];
    assert_eq!(
        refusal,
        Refusal::IllegalTransition { from: TicketStatus::Resolved, to: TicketStatus::Blocked, allowed }
    );
    let words = refusal.to_string();
    assert!(words.contains("mark_unresolved, close, reopen"), "{words}");
}

#[test]
fn a_canceled_ticket_cannot_be_reopened() {
    let (reporter, _, admin) = people();
    let mut ticket = assigned();
    go(&mut ticket, StatusAction::Cancel, &reporter).unwrap();
    for person in [&reporter, &admin] {
        assert!(matches!(
            go(&mut ticket, StatusAction::Reopen, person),
            Err(Refusal::IllegalTransition { ref allowed, .. }) if allowed.is_empty()
        ));
    }
}

#[test]
fn moving_to_where_it_stands_changes_nothing() {
    let (_, engineer, _) = people();
    let mut ticket = assigned();
    let facts = ticket.move_to(TicketStatus::Open, &Actor::from(&engineer), &Workflow::default(), TestClock::START);
    assert_eq!(facts, Ok(Vec::new()));
}

#[test]
fn a_closed_ticket_reopens_within_the_window_and_not_after() {
    let (reporter, ..) = people();
    let actor = Actor::from(&reporter);
    let rules = Workflow::default();
    let closed = a_ticket().reporter(reporter.id).closed_at(TestClock::START).build();
    let last_moment = TestClock::START + rules.reopen_window;
    let mut in_time = closed.clone();
    assert!(in_time.apply(StatusAction::Reopen, &actor, &rules, last_moment).is_ok());
    assert_eq!((in_time.status, in_time.reopen_count, in_time.closed_at), (TicketStatus::Open, 1, None));
    let too_late = last_moment + Duration::milliseconds(1);
    assert_eq!(closed.clone().apply(StatusAction::Reopen, &actor, &rules, too_late), Err(Refusal::ReopenWindowPassed));
}

#[test]
fn a_resolved_ticket_closes_by_itself_after_the_grace_period() {
    let rules = Workflow { auto_close_warning: None, ..Workflow::default() };
    let grace = rules.auto_close_after.unwrap();
    let resolved = a_ticket().resolved_at(TestClock::START).build();
    assert!(resolved.clone().close_by_itself(&rules, TestClock::START + grace - Duration::milliseconds(1)).is_empty());
    let mut due = resolved.clone();
    assert_eq!(due.close_by_itself(&rules, TestClock::START + grace).len(), 1);
    assert_eq!(due.status, TicketStatus::Closed);
    let never = Workflow { auto_close_after: None, ..rules };
    assert!(resolved.clone().close_by_itself(&never, TestClock::START + Duration::days(9_999)).is_empty());
}

#[test]
fn the_reporter_edits_only_while_the_ticket_is_open_or_blocked() {
    let (reporter, engineer, _) = people();
    let rules = Workflow::default();
    for status in TicketStatus::ALL {
        let ticket = a_ticket().reporter(reporter.id).assignee(engineer.id).status(*status).build();
        let edit = |person: &Person| ticket.check(TicketAction::Edit, &Actor::from(person), &rules, TestClock::START);
        assert_eq!(edit(&reporter).is_ok(), status.is_active(), "{status}");
        assert!(edit(&engineer).is_ok(), "{status}");
    }
}
