//! What each policy changes beside the permissions, which `permissions_matrix` prints.

use deskhand_domain::MessageId;
use deskhand_domain::history::EventKind;
use deskhand_domain::people::{Actor, Person};
use deskhand_domain::permissions::Denied;
use deskhand_domain::policy::{EngineerScope, EngineersAct, Workflow};
use deskhand_domain::testing::{TestClock, a_customer, a_ticket, an_admin, an_engineer, person_id};
use deskhand_domain::ticket::{Awaiting, MessageBody, Refusal, StatusAction, Ticket, TicketAction, TicketStatus};

const NOW: time::OffsetDateTime = TestClock::START;

fn ticket(status: TicketStatus) -> Ticket {
    a_ticket().assignee(person_id("engineer")).status(status).build()
}

fn check(ticket: &Ticket, action: TicketAction, by: &Person, rules: &Workflow) -> Result<(), Refusal> {
    ticket.check(action, &Actor::from(by), rules, NOW)
}

#[test]
fn a_ticket_in_any_state_is_reassigned_and_only_an_open_one_is_load() {
    let admin = an_admin().build();
    for status in TicketStatus::ALL {
        let mut ticket = ticket(*status);
        assert_eq!(check(&ticket, TicketAction::Assign, &admin, &Workflow::default()), Ok(()), "{status}");
        assert_eq!(ticket.assign(Some(person_id("colleague"))).len(), 1);
        let load = (*status == TicketStatus::Open).then(|| person_id("colleague"));
        assert_eq!((ticket.status, ticket.load_on()), (*status, load));
    }
}

#[test]
fn only_an_open_or_blocked_ticket_is_taken_or_handed_back() {
    let engineer = an_engineer().build();
    for status in TicketStatus::ALL {
        let expected = if status.is_active() { Ok(()) } else { Err(Refusal::NotActive) };
        for action in [TicketAction::Take, TicketAction::HandBack] {
            assert_eq!(check(&ticket(*status), action, &engineer, &Workflow::default()), expected, "{status}");
        }
    }
}

#[test]
fn a_ticket_that_was_handed_back_remembers_the_engineer_until_it_is_assigned_again() {
    let engineer = Actor::from(&an_engineer().build());
    let mut ticket = ticket(TicketStatus::Blocked);
    let facts = ticket.hand_back(&engineer, &Workflow::default(), NOW).unwrap();
    assert_eq!(facts.iter().map(|fact| fact.kind).collect::<Vec<_>>(), [EventKind::Assigned]);
    assert_eq!((ticket.assignee, ticket.handed_back_by), (None, Some(engineer.id)));
    ticket.assign(Some(person_id("colleague")));
    assert_eq!(ticket.handed_back_by, None);
    let refusal = ticket.hand_back(&engineer, &Workflow::default(), NOW).unwrap_err();
    assert_eq!(refusal, Denied::CannotSee.into(), "it is a colleague's now");
}

#[test]
fn a_policy_that_forbids_engineers_to_resolve_is_not_walked_around_by_closing() {
    let strict = Workflow { engineers_may_resolve: false, engineers_may_close: false, ..Workflow::default() };
    for action in [StatusAction::Resolve, StatusAction::Close] {
        let by = |person: &Person| check(&ticket(TicketStatus::Open), TicketAction::Move(action), person, &strict);
        assert_eq!(by(&an_engineer().build()), Err(Denied::Policy.into()), "{action}");
        assert_ne!(by(&an_admin().build()), Err(Denied::Policy.into()), "{action}");
        assert_eq!(by(&a_customer().build()), Ok(()), "{action}");
    }
}

#[test]
fn by_policy_the_reporter_cancels_what_is_resolved_or_unresolved_but_never_what_is_closed() {
    let customer = Actor::from(&a_customer().build());
    let on = Workflow { cancel_when_settled: true, ..Workflow::default() };
    for status in [TicketStatus::Resolved, TicketStatus::Unresolved] {
        assert_eq!(ticket(status).move_to(TicketStatus::Canceled, &customer, &on, NOW).map(|facts| facts.len()), Ok(1));
        let refused = ticket(status).move_to(TicketStatus::Canceled, &customer, &Workflow::default(), NOW);
        let Err(Refusal::IllegalTransition { allowed, .. }) = refused else { panic!("{refused:?}") };
        assert!(!allowed.contains(&StatusAction::Cancel), "{allowed:?}");
    }
    let refused = ticket(TicketStatus::Closed).move_to(TicketStatus::Canceled, &customer, &on, NOW);
    assert!(matches!(refused, Err(Refusal::IllegalTransition { .. })), "{refused:?}");
}

#[test]
fn by_policy_a_reply_on_a_resolved_or_unresolved_ticket_keeps_its_status() {
    let customer = Actor::from(&a_customer().build());
    for reopen_on_reporter_reply in [true, false] {
        let rules = Workflow { reply_keeps_status: true, reopen_on_reporter_reply, ..Workflow::default() };
        let reply = |ticket: &mut Ticket| {
            let id = MessageId::new(person_id("message").as_uuid());
            ticket.post(id, MessageBody::parse("Thank you").unwrap(), false, &customer, &rules, NOW)
        };
        for status in [TicketStatus::Resolved, TicketStatus::Unresolved] {
            let mut ticket = ticket(status);
            let (_, facts) = reply(&mut ticket).unwrap();
            assert_eq!(facts.iter().map(|fact| fact.kind).collect::<Vec<_>>(), [EventKind::RequestPosted]);
            assert_eq!((ticket.status, ticket.awaiting, ticket.reopen_count), (status, Awaiting::Staff, 0));
        }
        // A closed ticket is another matter.
        let mut closed = ticket(TicketStatus::Closed);
        assert_eq!(reply(&mut closed).is_ok(), reopen_on_reporter_reply);
    }
}

#[test]
fn where_all_engineers_act_a_colleague_takes_a_ticket_but_never_their_own() {
    let rules =
        Workflow { engineer_scope: EngineerScope::All, engineers_act: EngineersAct::All, ..Workflow::default() };
    let colleague = an_engineer().username("colleague").build();
    let mut others = ticket(TicketStatus::Open);
    assert_eq!(check(&others, TicketAction::Move(StatusAction::Block), &colleague, &rules), Ok(()));
    others.take(&Actor::from(&colleague), &rules, NOW).unwrap();
    assert_eq!((others.assignee, others.taken_at), (Some(colleague.id), Some(NOW)));
    let own = a_ticket().reporter(colleague.id).assignee(person_id("engineer")).build();
    assert_eq!(check(&own, TicketAction::Take, &colleague, &rules), Err(Denied::OwnTicket.into()));
    let block = check(&own, TicketAction::Move(StatusAction::Block), &colleague, &rules);
    assert_eq!(block, Err(Denied::AssigneeOrAdminOnly.into()));
}

#[test]
fn an_admin_takes_an_unassigned_ticket_and_hands_it_back() {
    let admin = Actor::from(&an_admin().build());
    let rules = Workflow::default();
    let mut ticket = a_ticket().build();
    ticket.take(&admin, &rules, NOW).unwrap();
    assert_eq!(ticket.load_on(), Some(admin.id));
    let other = Actor { id: person_id("other"), ..admin };
    assert_eq!(ticket.take(&other, &rules, NOW), Err(Denied::SomebodyElses.into()));
    assert!(ticket.hand_back(&admin, &rules, NOW).is_ok());
}
