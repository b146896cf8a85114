//! Automatic closing of resolved tickets: one warning first, then the closing.

use deskhand_domain::history::EventKind;
use deskhand_domain::policy::Workflow;
use deskhand_domain::testing::{TestClock, a_ticket};
use deskhand_domain::ticket::{ClosingDue, ClosingStep, Ticket, TicketStatus};
use proptest::prelude::*;
use time::{Duration, OffsetDateTime};

const START: OffsetDateTime = TestClock::START;

fn rules(grace: Duration, warning: Option<Duration>) -> Workflow {
    Workflow { auto_close_after: Some(grace), auto_close_warning: warning, ..Workflow::default() }
}

/// The steps of automatic closing that are taken if it runs at each of these times, as text.
fn swept(rules: &Workflow, times: &[OffsetDateTime]) -> Vec<String> {
    let mut ticket = a_ticket().resolved_at(START).build();
    let line = |at: &OffsetDateTime, ticket: &mut Ticket| {
        let facts = ticket.close_by_itself(rules, *at);
        let fact = facts.first()?;
        Some(format!("{}: {} {}", *at - START, fact.kind, fact.after.as_deref().unwrap_or_default()))
    };
    times.iter().filter_map(|at| line(at, &mut ticket)).collect()
}

fn hours(hours: impl IntoIterator<Item = i64>) -> Vec<OffsetDateTime> {
    hours.into_iter().map(|hours| START + Duration::hours(hours)).collect()
}

#[test]
fn a_ticket_is_warned_of_a_day_before_it_closes() {
    let rules = Workflow::default();
    let steps = ["6d: closing_soon 2026-01-12T09:00:00.000Z", "7d: status_changed closed"];
    assert_eq!(swept(&rules, &hours(0..400)), steps);
}

#[test]
fn where_nothing_ran_for_long_the_warning_still_comes_first() {
    let rules = Workflow::default();
    let steps = ["12d12h: closing_soon 2026-01-18T21:00:00.000Z", "13d12h: status_changed closed"];
    assert_eq!(swept(&rules, &hours(300..400)), steps);
}

#[test]
fn a_grace_shorter_than_the_warning_warns_at_once() {
    let rules = rules(Duration::hours(2), Some(Duration::DAY));
    let steps = ["0s: closing_soon 2026-01-05T11:00:00.000Z", "2h: status_changed closed"];
    assert_eq!(swept(&rules, &hours(0..50)), steps);
}

#[test]
fn without_a_warning_it_just_closes_and_without_a_grace_it_never_does() {
    assert_eq!(swept(&rules(Duration::DAY, None), &hours(0..50)), ["1d: status_changed closed"]);
    let never = Workflow { auto_close_after: None, ..Workflow::default() };
    assert_eq!(swept(&never, &hours([0, 100, 1_000_000])), [""; 0]);
    let beyond_all_time = rules(Duration::days(4_000_000), Some(Duration::days(3_999_999)));
    assert_eq!(swept(&beyond_all_time, &hours([0, 1, 24])), ["1d: closing_soon 9999-12-31T23:59:59.999Z"]);
}

#[test]
fn a_ticket_that_is_resolved_again_is_warned_of_again() {
    let warned = a_ticket().resolved_at(START).close_warned_at(START + Duration::days(6)).build();
    let admin = deskhand_domain::testing::an_admin().build();
    let mut ticket = warned;
    let mut move_to = |status, days| {
        let (actor, now) = ((&admin).into(), START + Duration::days(days));
        let rules = Workflow { resolve_requires_response: false, ..Workflow::default() };
        ticket.move_to(status, &actor, &rules, now).unwrap();
        ticket.clone()
    };
    assert_eq!(move_to(TicketStatus::Open, 6).close_warned_at, None);
    let again = move_to(TicketStatus::Resolved, 6);
    assert_eq!(again.closing_step(&Workflow::default(), START + Duration::days(11)), None);
    let step = again.closing_step(&Workflow::default(), START + Duration::days(12));
    assert_eq!(step, Some(ClosingStep::Warn { closes_at: START + Duration::days(13) }));
}

/// The rule as the policy states it, in minutes, to compare the implementation with.
fn naive(grace: Option<i64>, warning: Option<i64>, resolved: i64, warned: Option<i64>, now: i64) -> &'static str {
    let Some(grace) = grace else { return "nothing" };
    let close_at = resolved + grace;
    let lead = warning.unwrap_or(0).min(grace);
    match (warning, warned) {
        (Some(_), None) if now >= close_at - lead => "warn",
        (Some(_), None) => "nothing",
        (None, None) if now >= close_at => "close",
        (_, Some(warned)) if now >= close_at && now >= warned + lead => "close",
        _ => "nothing",
    }
}

proptest! {
    #[test]
    fn the_step_and_what_a_store_looks_for_agree_with_a_naive_model(
        grace in proptest::option::of(0_i64..30),
        warning in proptest::option::of(0_i64..30),
        resolved in 0_i64..50,
        warned_after in proptest::option::of(0_i64..50),
        waited in 0_i64..100,
    ) {
        let minutes = |minutes: i64| START + Duration::minutes(minutes);
        let warned = warned_after.map(|after| resolved + after);
        let now = resolved + waited;
        let rules = Workflow {
            auto_close_after: grace.map(Duration::minutes),
            auto_close_warning: warning.map(Duration::minutes),
            ..Workflow::default()
        };
        let ticket = a_ticket().resolved_at(minutes(resolved));
        let ticket = match warned {
            Some(at) => ticket.close_warned_at(minutes(at)).build(),
            None => ticket.build(),
        };
        let step = match ticket.closing_step(&rules, minutes(now)) {
            None => "nothing",
            Some(ClosingStep::Warn { closes_at }) => {
                prop_assert!(closes_at >= minutes(now));
                "warn"
            }
            Some(ClosingStep::Close) => "close",
        };
        prop_assert_eq!(step, naive(grace, warning, resolved, warned, now));
        let looked_for = ClosingDue::at(minutes(now), &rules).is_some_and(|due| match warned {
            None => minutes(resolved) <= due.unwarned_resolved_by,
            Some(at) => minutes(at) <= due.warned_by && minutes(resolved) <= due.warned_resolved_by,
        });
        prop_assert_eq!(looked_for, step != "nothing");
    }

    #[test]
    fn however_often_and_late_it_is_swept_there_is_one_warning_and_then_one_closing(
        grace in 1_i64..30,
        warning in 0_i64..30,
        mut sweeps in proptest::collection::vec(0_i64..200, 0..40),
    ) {
        sweeps.sort_unstable();
        let rules = rules(Duration::minutes(grace), Some(Duration::minutes(warning)));
        let mut ticket = a_ticket().resolved_at(START).build();
        let mut steps = Vec::new();
        for minute in sweeps {
            let facts = ticket.close_by_itself(&rules, START + Duration::minutes(minute));
            steps.extend(facts.into_iter().map(|fact| (fact.kind, minute)));
        }
        match steps[..] {
            [] | [(EventKind::ClosingSoon, _)] => prop_assert_eq!(ticket.status, TicketStatus::Resolved),
            [(EventKind::ClosingSoon, warned), (EventKind::StatusChanged, closed)] => {
                prop_assert!(closed >= grace && closed >= warned + warning.min(grace));
                prop_assert_eq!((ticket.status, ticket.close_warned_at), (TicketStatus::Closed, None));
            }
            _ => prop_assert!(false, "{steps:?}"),
        }
    }
}
