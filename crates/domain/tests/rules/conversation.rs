use deskhand_domain::MessageId;
use deskhand_domain::history::EventKind;
use deskhand_domain::people::{Actor, Person};
use deskhand_domain::policy::Workflow;
use deskhand_domain::testing::{TestClock, a_customer, a_ticket, an_engineer, person_id};
use deskhand_domain::ticket::{Awaiting, MessageBody, MessageKind, Refusal, Ticket, TicketStatus};
use time::Duration;

const LATER: Duration = Duration::days(15);

fn post(
    ticket: &mut Ticket,
    by: &Person,
    note: bool,
    rules: &Workflow,
) -> Result<(MessageKind, Vec<EventKind>), Refusal> {
    let body = MessageBody::parse("Hello").unwrap();
    let id = MessageId::new(person_id("message").as_uuid());
    ticket
        .post(id, body, note, &Actor::from(by), rules, TestClock::START + LATER)
        .map(|(message, facts)| (message.kind, facts.iter().map(|fact| fact.kind).collect()))
}

fn ticket(status: TicketStatus) -> Ticket {
    a_ticket().reporter(a_customer().build().id).assignee(an_engineer().build().id).status(status).build()
}

#[test]
fn the_kind_follows_from_who_writes() {
    let rules = Workflow::default();
    let mut ticket = ticket(TicketStatus::Open);
    let (customer, engineer) = (a_customer().build(), an_engineer().build());
    assert_eq!(post(&mut ticket, &engineer, false, &rules).unwrap().0, MessageKind::Response);
    assert_eq!(ticket.awaiting, Awaiting::Reporter);
    assert_eq!(post(&mut ticket, &customer, false, &rules).unwrap().0, MessageKind::Request);
    assert_eq!(ticket.awaiting, Awaiting::Staff);
    assert_eq!(post(&mut ticket, &engineer, true, &rules).unwrap().0, MessageKind::Note);
    assert_eq!(ticket.awaiting, Awaiting::Staff, "a note answers nobody");
    assert_eq!((ticket.message_count, ticket.note_count), (3, 1));
    assert!(post(&mut ticket, &customer, true, &rules).is_err(), "customers write no notes");
}

#[test]
fn whatever_the_clocks_say_each_message_and_each_change_comes_after_the_one_before() {
    let rules = Workflow::default();
    let mut ticket = ticket(TicketStatus::Open);
    let (customer, engineer) = (a_customer().build(), an_engineer().build());
    let opened_at = ticket.updated_at;
    let mut last = opened_at;
    let skews = [-2_000, 0, -1, 500, 499, 500, 500];
    for (n, (skew, by)) in skews.into_iter().zip([&engineer, &customer].into_iter().cycle()).enumerate() {
        let now = opened_at + Duration::milliseconds(skew);
        let id = MessageId::new(person_id("message").as_uuid());
        let body = MessageBody::parse("Hello").unwrap();
        let (message, facts) = ticket.post(id, body, false, &Actor::from(by), &rules, now).unwrap();
        ticket.touch(&facts, now);
        assert!(message.created_at > last, "message {n} at {skew} ms");
        assert!(ticket.updated_at == message.created_at && message.created_at >= now);
        last = message.created_at;
    }
    assert_eq!(last, opened_at + Duration::milliseconds(503), "no later than it must be");
    assert!(ticket.first_response_at.is_some_and(|at| at > opened_at));
}

#[test]
fn an_engineer_writes_on_their_own_ticket_as_its_reporter() {
    let engineer = an_engineer().build();
    let mut own = a_ticket().reporter(engineer.id).build();
    assert_eq!(post(&mut own, &engineer, false, &Workflow::default()).unwrap().0, MessageKind::Request);
    assert!(post(&mut own, &engineer, true, &Workflow::default()).is_err());
}

#[test]
fn a_reporters_message_reopens_what_was_done() {
    for status in [TicketStatus::Resolved, TicketStatus::Unresolved, TicketStatus::Closed] {
        let mut ticket = ticket(status);
        let (_, kinds) = post(&mut ticket, &a_customer().build(), false, &Workflow::default()).unwrap();
        assert_eq!(kinds, [EventKind::RequestPosted, EventKind::StatusChanged], "{status}");
        assert_eq!((ticket.status, ticket.reopen_count), (TicketStatus::Open, 1));
    }
}

#[test]
fn a_response_does_not_reopen() {
    let mut ticket = ticket(TicketStatus::Resolved);
    post(&mut ticket, &an_engineer().build(), false, &Workflow::default()).unwrap();
    assert_eq!(ticket.status, TicketStatus::Resolved);
}

#[test]
fn past_the_window_a_reporter_is_told_to_open_a_follow_up() {
    let mut closed = a_ticket().reporter(a_customer().build().id).closed_at(TestClock::START).build();
    let refusal = post(&mut closed, &a_customer().build(), false, &Workflow::default()).unwrap_err();
    assert_eq!(refusal, Refusal::ReopenWindowPassed);
    assert!(refusal.to_string().contains("follow-up"));
}

#[test]
fn where_replies_do_not_reopen_they_are_refused() {
    let rules = Workflow { reopen_on_reporter_reply: false, ..Workflow::default() };
    let refusal = post(&mut ticket(TicketStatus::Resolved), &a_customer().build(), false, &rules).unwrap_err();
    assert_eq!(refusal, Refusal::ConversationOver(TicketStatus::Resolved));
}

#[test]
fn nothing_more_is_said_on_a_canceled_ticket() {
    for person in [a_customer().build(), an_engineer().build()] {
        let refusal = post(&mut ticket(TicketStatus::Canceled), &person, false, &Workflow::default()).unwrap_err();
        assert_eq!(refusal, Refusal::Canceled);
    }
}

#[test]
fn by_policy_the_reporter_waits_for_the_first_answer() {
    let rules = Workflow { reporter_reply_requires_response: true, ..Workflow::default() };
    let (customer, engineer) = (a_customer().build(), an_engineer().build());
    let mut ticket = ticket(TicketStatus::Open);
    assert_eq!(post(&mut ticket, &customer, false, &rules).unwrap_err(), Refusal::AwaitingResponse);
    post(&mut ticket, &engineer, false, &rules).unwrap();
    assert!(post(&mut ticket, &customer, false, &rules).is_ok());
}
