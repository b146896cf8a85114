//! Who follows a ticket, and what a follower may write.

use deskhand_domain::MessageId;
use deskhand_domain::history::EventKind;
use deskhand_domain::people::{AccountStatus, Actor, Person};
use deskhand_domain::policy::{EngineerScope, Workflow};
use deskhand_domain::testing::{TestClock, a_customer, a_ticket, an_admin, an_engineer, person_id};
use deskhand_domain::ticket::{
    Awaiting, Followers, MessageBody, MessageKind, NotFollowable, Refusal, StatusAction, Ticket, TicketAction,
    TicketStatus,
};
use time::Duration;

fn follower() -> Person {
    a_customer().username("follower").build()
}

/// Reported by `customer`, assigned to `engineer`, followed by these people.
fn ticket(status: TicketStatus, followers: &[&Person]) -> Ticket {
    let followers = followers.iter().map(|person| person.id);
    a_ticket().assignee(an_engineer().build().id).status(status).followers(followers).build()
}

fn post(ticket: &mut Ticket, by: &Person, rules: &Workflow) -> Result<(MessageKind, Vec<EventKind>), Refusal> {
    let (id, body) = (MessageId::new(person_id("message").as_uuid()), MessageBody::parse("Hello").unwrap());
    let later = TestClock::START + Duration::days(15);
    let posted = ticket.post(id, body, false, &Actor::from(by), rules, later);
    posted.map(|(message, facts)| (message.kind, facts.iter().map(|fact| fact.kind).collect()))
}

#[test]
fn a_person_follows_a_ticket_until_they_are_removed_and_repeating_it_is_no_fact() {
    let (mut ticket, follower) = (ticket(TicketStatus::Open, &[]), follower());
    let id = Some(follower.id.to_string());
    let facts = ticket.add_follower(&follower).unwrap();
    assert_eq!((facts[0].kind, &facts[0].before, &facts[0].after), (EventKind::FollowerAdded, &None, &id));
    assert!(ticket.followers.include(follower.id));
    assert_eq!(ticket.add_follower(&follower), Ok(vec![]));

    let facts = ticket.remove_follower(follower.id);
    assert_eq!((facts[0].kind, &facts[0].before, &facts[0].after), (EventKind::FollowerRemoved, &id, &None));
    assert_eq!(ticket.followers, Followers::NONE);
    assert_eq!(ticket.remove_follower(follower.id), []);
}

#[test]
fn neither_the_reporter_nor_somebody_whose_account_is_not_in_use_follows_a_ticket() {
    let mut ticket = ticket(TicketStatus::Open, &[]);
    let reporter = a_customer().build();
    assert_eq!(ticket.add_follower(&reporter), Err(NotFollowable::IsReporter.into()));
    for status in AccountStatus::ALL {
        let person = a_customer().username("follower").status(*status).build();
        let follows = ticket.clone().add_follower(&person).is_ok();
        assert_eq!(follows, *status == AccountStatus::Approved, "{status}");
    }
    let removed = a_customer().username("follower").removed_at(TestClock::START).build();
    assert_eq!(ticket.add_follower(&removed), Err(NotFollowable::NotInUse.into()));
}

#[test]
fn a_ticket_has_at_most_twenty_followers() {
    let mut ticket = ticket(TicketStatus::Open, &[]);
    let people: Vec<_> = (0..=20).map(|n| a_customer().username(&format!("follower-{n}")).build()).collect();
    for person in &people[..20] {
        assert_eq!(ticket.add_follower(person).unwrap().len(), 1);
    }
    assert_eq!(ticket.add_follower(&people[20]), Err(Refusal::TooManyFollowers));
    assert_eq!(ticket.add_follower(&people[7]), Ok(vec![]), "who follows already needs no room");
    ticket.remove_follower(people[0].id);
    assert_eq!(ticket.add_follower(&people[20]).unwrap().len(), 1);
}

#[test]
fn what_a_follower_writes_is_a_request_that_awaits_staff_and_reopens() {
    let (rules, follower) = (Workflow::default(), follower());
    for (status, facts) in [
        (TicketStatus::Open, vec![EventKind::RequestPosted]),
        (TicketStatus::Blocked, vec![EventKind::RequestPosted]),
        (TicketStatus::Resolved, vec![EventKind::RequestPosted, EventKind::StatusChanged]),
    ] {
        let mut ticket = ticket(status, &[&follower]);
        post(&mut ticket, &an_engineer().build(), &rules).unwrap();
        assert_eq!(ticket.awaiting, Awaiting::Reporter);
        assert_eq!(post(&mut ticket, &follower, &rules), Ok((MessageKind::Request, facts)), "{status}");
        assert_eq!((ticket.awaiting, ticket.status.is_active()), (Awaiting::Staff, true), "{status}");
    }
}

#[test]
fn policies_bind_a_follower_as_they_bind_the_reporter() {
    let (reporter, follower) = (a_customer().build(), follower());
    let policies = [
        Workflow { reporter_reply_requires_response: true, ..Workflow::default() },
        Workflow { reopen_on_reporter_reply: false, ..Workflow::default() },
        Workflow { reply_keeps_status: true, ..Workflow::default() },
        Workflow { reopen_window: Duration::days(1), ..Workflow::default() },
    ];
    for rules in policies {
        for status in TicketStatus::ALL {
            let before = ticket(*status, &[&follower]);
            let (mut by_reporter, mut by_follower) = (before.clone(), before);
            let expected = post(&mut by_reporter, &reporter, &rules);
            assert_eq!(post(&mut by_follower, &follower, &rules), expected, "{status} {rules:?}");
            assert_eq!(by_follower, by_reporter, "{status} {rules:?}");
        }
    }
}

#[test]
fn staff_who_see_the_ticket_anyway_answer_it_and_an_engineer_who_only_follows_it_asks() {
    let engineer = an_engineer().username("colleague").build();
    let admin = an_admin().build();
    let mut ticket = ticket(TicketStatus::Open, &[&engineer, &admin]);
    let all = Workflow { engineer_scope: EngineerScope::All, ..Workflow::default() };
    assert_eq!(post(&mut ticket, &engineer, &Workflow::default()).unwrap().0, MessageKind::Request);
    assert_eq!(post(&mut ticket, &engineer, &all).unwrap().0, MessageKind::Response);
    assert_eq!(post(&mut ticket, &admin, &Workflow::default()).unwrap().0, MessageKind::Response);
}

#[test]
fn a_follower_has_nothing_else_that_is_the_reporters() {
    let follower = follower();
    let ticket = ticket(TicketStatus::Open, &[&follower]);
    let rules = Workflow { reporters_may_prioritise: true, ..Workflow::default() };
    let allowed = ticket.allowed_actions(&Actor::from(&follower), &rules, TestClock::START);
    let allowed: Vec<_> = allowed.into_iter().filter(|(_, answer)| answer.is_ok()).map(|(action, _)| action).collect();
    assert_eq!(allowed, [TicketAction::Reply, TicketAction::Unfollow]);
    let move_it = TicketAction::Move(StatusAction::Cancel);
    assert!(ticket.check(move_it, &Actor::from(&follower), &rules, TestClock::START).is_err());
}
