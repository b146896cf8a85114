//! Who rates a ticket, when, and what becomes of an earlier rating.

use deskhand_domain::Invalid;
use deskhand_domain::history::{EventKind, Fact};
use deskhand_domain::people::{AccountStatus, Actor, Person};
use deskhand_domain::permissions::Denied;
use deskhand_domain::policy::{EngineerScope, Workflow};
use deskhand_domain::testing::{TestClock, a_customer, a_superadmin, a_ticket, an_admin, an_engineer};
use deskhand_domain::ticket::{RatingComment, Refusal, Stars, StatusAction, Ticket, TicketStatus};
use time::{Duration, OffsetDateTime};

const RESOLVED: OffsetDateTime = TestClock::START;

fn stars(number: i64) -> Stars {
    Stars::parse(number).unwrap()
}

fn comment(text: &str) -> Option<RatingComment> {
    Some(RatingComment::parse(text).unwrap())
}

fn follower() -> Person {
    a_customer().username("follower").build()
}

/// Reported by `customer`, assigned to `engineer`, followed by `follower`.
fn ticket(status: TicketStatus) -> Ticket {
    let ticket = a_ticket().assignee(an_engineer().build().id).followers([follower().id]);
    match status {
        TicketStatus::Resolved => ticket.resolved_at(RESOLVED).build(),
        other => ticket.status(other).build(),
    }
}

fn rate(ticket: &mut Ticket, by: &Person, number: i64, words: Option<RatingComment>) -> Result<Vec<Fact>, Refusal> {
    ticket.rate(stars(number), words, &Actor::from(by), &Workflow::default(), ticket.updated_at + Duration::MINUTE)
}

/// The stars before and after, as the history has them.
fn change(facts: &[Fact]) -> (Option<&str>, Option<&str>) {
    assert!(matches!(facts, [fact] if fact.kind == EventKind::Rated), "{facts:?}");
    (facts[0].before.as_deref(), facts[0].after.as_deref())
}

#[test]
fn one_to_five_stars_are_a_rating() {
    for number in 1..=5 {
        assert_eq!(i64::from(Stars::parse(number).unwrap().get()), number);
    }
    for number in [0, 6, -1, 256 + 1, i64::MIN, i64::MAX] {
        assert_eq!(Stars::parse(number), Err(Invalid::OutOfRange { min: 1, max: 5 }), "{number}");
    }
    assert_eq!(Stars::ALL.map(Stars::get), [1, 2, 3, 4, 5]);
}

#[test]
fn a_comment_is_trimmed_and_has_at_most_a_thousand_characters() {
    let longest = "ü".repeat(1_000);
    for (input, kept) in [("  Thank\r\nyou\t\n ", "Thank\nyou"), (longest.as_str(), longest.as_str())] {
        assert_eq!(RatingComment::parse(input).unwrap().as_str(), kept);
    }
    for (input, why) in [("", "empty"), (" \n ", "empty"), ("\u{200B}", "empty"), (&"x".repeat(1_001), "too_long")] {
        assert_eq!(RatingComment::parse(input).unwrap_err().code(), why, "{input:?}");
    }
}

#[test]
fn a_ticket_with_an_outcome_is_rated_and_no_other() {
    for status in TicketStatus::ALL {
        let mut ticket = ticket(*status);
        let rated = rate(&mut ticket, &a_customer().build(), 4, None);
        if matches!(status, TicketStatus::Resolved | TicketStatus::Unresolved | TicketStatus::Closed) {
            assert_eq!(change(&rated.unwrap()), (None, Some("4")), "{status}");
            assert_eq!(ticket.rating.as_ref().map(|rating| rating.stars.get()), Some(4), "{status}");
        } else {
            assert_eq!((rated, &ticket.rating), (Err(Refusal::NotRateable), &None), "{status}");
        }
    }
}

#[test]
fn a_rating_moves_neither_state_nor_assignee() {
    let mut rated = ticket(TicketStatus::Resolved);
    rate(&mut rated, &a_customer().build(), 1, comment("Slow.")).unwrap();
    let before = ticket(TicketStatus::Resolved);
    assert_eq!((rated.status, rated.assignee, rated.awaiting), (before.status, before.assignee, before.awaiting));
    assert_eq!((rated.resolved_at, rated.message_count), (before.resolved_at, before.message_count));
}

#[test]
fn only_the_reporter_rates_a_ticket() {
    let denied = |reason: Denied| Err(Refusal::from(reason));
    for (who, expected) in [
        (an_engineer().build(), denied(Denied::ReporterOnly)),
        (an_admin().build(), denied(Denied::ReporterOnly)),
        (a_superadmin().build(), denied(Denied::ReporterOnly)),
        (follower(), denied(Denied::ReporterOnly)),
        (a_customer().username("stranger").build(), denied(Denied::CannotSee)),
        (a_customer().status(AccountStatus::Suspended).build(), denied(Denied::AccountNotApproved)),
    ] {
        let mut ticket = ticket(TicketStatus::Resolved);
        assert_eq!(rate(&mut ticket, &who, 5, None), expected, "{}", who.username);
        assert_eq!(ticket.rating, None);
    }
}

#[test]
fn the_same_rating_again_changes_nothing_and_another_takes_its_place() {
    let (mut ticket, ada) = (ticket(TicketStatus::Resolved), a_customer().build());
    assert_eq!(change(&rate(&mut ticket, &ada, 2, comment("Slow.")).unwrap()), (None, Some("2")));
    let first = ticket.rating.clone();
    assert_eq!(rate(&mut ticket, &ada, 2, comment("Slow.")), Ok(vec![]));
    assert_eq!(ticket.rating, first);
    assert_eq!(change(&rate(&mut ticket, &ada, 2, None).unwrap()), (Some("2"), Some("2")), "other words");
    assert_eq!(change(&rate(&mut ticket, &ada, 5, None).unwrap()), (Some("2"), Some("5")));
    assert_eq!(ticket.rating.as_ref().unwrap().comment, None);
}

#[test]
fn a_reopened_ticket_keeps_its_rating_until_its_next_solution_is_rated() {
    let (mut ticket, ada, rules) = (ticket(TicketStatus::Resolved), a_customer().build(), Workflow::default());
    rate(&mut ticket, &ada, 2, None).unwrap();
    let actor = Actor::from(&ada);
    let later = |hours| RESOLVED + Duration::hours(hours);
    ticket.apply(StatusAction::Reopen, &actor, &rules, later(1)).unwrap();
    assert_eq!(ticket.rating.as_ref().map(|rating| rating.stars), Some(stars(2)));
    assert_eq!(rate(&mut ticket, &ada, 3, None), Err(Refusal::NotRateable));

    ticket.apply(StatusAction::Resolve, &actor, &rules, later(2)).unwrap();
    assert_eq!(ticket.rating_of_solution(), None, "the rating is of the earlier solution");
    let facts = ticket.rate(stars(2), None, &actor, &rules, later(3)).unwrap();
    assert_eq!(change(&facts), (Some("2"), Some("2")), "the same stars for another solution");
    assert_eq!(ticket.rating.as_ref().map(|rating| rating.at), Some(later(3)));
    assert_eq!(ticket.rating_of_solution(), ticket.rating.as_ref());
}

#[test]
fn a_rating_comes_after_its_solution_also_where_a_clock_was_set_back() {
    let (ada, rules) = (a_customer().build(), Workflow::default());
    let mut ticket = a_ticket().created_at(RESOLVED).resolved_at(RESOLVED).build();
    ticket.rate(stars(1), None, &Actor::from(&ada), &rules, RESOLVED - Duration::HOUR).unwrap();
    assert!(ticket.rating_of_solution().is_some());
}

#[test]
fn the_reporter_and_staff_who_see_the_ticket_read_its_rating() {
    let mut ticket = ticket(TicketStatus::Resolved);
    rate(&mut ticket, &a_customer().build(), 3, None).unwrap();
    let colleague = || an_engineer().username("colleague").build();
    let all = Workflow { engineer_scope: EngineerScope::All, ..Workflow::default() };
    let followed = Workflow::default();
    for (who, rules, expected) in [
        (a_customer().build(), &followed, true),
        (an_engineer().build(), &followed, true),
        (an_admin().build(), &followed, true),
        (colleague(), &all, true),
        (colleague(), &followed, false),
        (follower(), &followed, false),
        (follower(), &all, false),
    ] {
        let actor = Actor::from(&who);
        assert_eq!(ticket.seen_by(&actor, rules).rating.is_some(), expected, "{}", who.username);
        assert_eq!(ticket.shows_rating_to(&actor, rules), expected, "{}", who.username);
    }
}
