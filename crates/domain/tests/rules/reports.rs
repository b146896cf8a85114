//! The period of a report, who may read it, and which value is a percentile.

use deskhand_domain::people::{AccountStatus, Actor, Person};
use deskhand_domain::permissions::{Denied, PeopleVisibility, figures_visible_to, may_read_reports};
use deskhand_domain::policy::{EngineerScope, Workflow};
use deskhand_domain::report::{EmptyPeriod, Percent, Period, RatingCounts, nearest_rank};
use deskhand_domain::testing::{a_customer, a_superadmin, an_admin, an_engineer};
use deskhand_domain::ticket::Stars;
use proptest::prelude::*;
use time::format_description::well_known::Rfc3339;
use time::macros::datetime;
use time::{Duration, OffsetDateTime};

fn at(text: &str) -> OffsetDateTime {
    OffsetDateTime::parse(text, &Rfc3339).unwrap()
}

#[test]
fn the_default_period_is_the_calendar_month_before_its_end() {
    let now = datetime!(2026-03-31 12:00:00.5 UTC);
    for (from, to, expected) in [
        (None, None, ("2026-02-28T12:00:00.5Z", "2026-03-31T12:00:00.5Z")),
        (None, Some("2024-03-30T00:00:00Z"), ("2024-02-29T00:00:00Z", "2024-03-30T00:00:00Z")),
        (None, Some("2026-01-15T08:00:00Z"), ("2025-12-15T08:00:00Z", "2026-01-15T08:00:00Z")),
        (None, Some("2026-03-01T00:30:00+01:00"), ("2026-01-28T23:30:00Z", "2026-02-28T23:30:00Z")),
        (Some("2020-01-01T00:00:00Z"), None, ("2020-01-01T00:00:00Z", "2026-03-31T12:00:00.5Z")),
    ] {
        let period = Period::of_wish(from.map(at), to.map(at), now).unwrap();
        assert_eq!((period.from(), period.to()), (at(expected.0), at(expected.1)), "{from:?} {to:?}");
    }
}

#[test]
fn a_period_ends_later_than_it_begins() {
    let (early, late) = (datetime!(2026-01-01 0:00 UTC), datetime!(2026-01-02 0:00 UTC));
    assert!(Period::new(early, late).is_ok());
    assert_eq!(Period::new(early, early), Err(EmptyPeriod));
    assert_eq!(Period::new(late, early), Err(EmptyPeriod));
    // Times are stored in milliseconds, so that a shorter period cannot contain any.
    assert_eq!(Period::new(early + Duration::MICROSECOND, early + Duration::MILLISECOND), Err(EmptyPeriod));
    assert_eq!(Period::of_wish(Some(late), None, early), Err(EmptyPeriod));
}

#[test]
fn the_days_of_a_period_are_those_that_some_of_it_lies_in() {
    let period = |from, to| Period::new(at(from), at(to)).unwrap().days();
    let day = |text: &str| at(&format!("{text}T00:00:00Z")).date();
    assert_eq!(period("2026-01-01T00:00:00Z", "2026-02-01T00:00:00Z"), (day("2026-01-01"), day("2026-01-31")));
    assert_eq!(period("2026-01-01T00:00:00Z", "2026-02-01T00:00:00.001Z"), (day("2026-01-01"), day("2026-02-01")));
}

#[test]
fn staff_read_reports_and_nobody_else() {
    let actor = |person: Person| Actor::from(&person);
    assert_eq!(may_read_reports(&actor(a_customer().build())), Err(Denied::StaffOnly));
    for staff in [an_engineer().build(), an_admin().build(), a_superadmin().build()] {
        assert_eq!(may_read_reports(&actor(staff)), Ok(()));
    }
    let pending = an_engineer().status(AccountStatus::Pending).build();
    assert_eq!(may_read_reports(&actor(pending)), Err(Denied::AccountNotApproved));
}

#[test]
fn engineers_see_their_own_figures_and_those_of_colleagues_where_a_policy_shows_them() {
    let engineer = Actor::from(&an_engineer().build());
    let themselves = PeopleVisibility::Only(engineer.id);
    let colleagues = PeopleVisibility::CustomersAndEngineers(engineer.id);
    for (engineers_list_users, engineer_scope, expected) in [
        (false, EngineerScope::Assigned, themselves),
        (true, EngineerScope::Assigned, colleagues),
        (false, EngineerScope::All, colleagues),
    ] {
        let rules = Workflow { engineers_list_users, engineer_scope, ..Workflow::default() };
        assert_eq!(figures_visible_to(&engineer, &rules), Ok(expected));
    }
    let (admin, root) = (Actor::from(&an_admin().build()), Actor::from(&a_superadmin().build()));
    let rules = Workflow::default();
    assert_eq!(figures_visible_to(&admin, &rules), Ok(PeopleVisibility::CustomersAndEngineers(admin.id)));
    assert_eq!(figures_visible_to(&root, &rules), Ok(PeopleVisibility::Everybody));
    assert_eq!(figures_visible_to(&Actor::from(&a_customer().build()), &rules), Err(Denied::StaffOnly));
}

#[test]
fn a_percentile_is_a_value_that_was_measured() {
    for (percent, count, rank) in [
        (Percent::MEDIAN, 0, None),
        (Percent::MEDIAN, 1, Some(1)),
        (Percent::MEDIAN, 2, Some(1)),
        (Percent::MEDIAN, 3, Some(2)),
        (Percent::MEDIAN, 100, Some(50)),
        (Percent::P95, 1, Some(1)),
        (Percent::P95, 19, Some(19)),
        (Percent::P95, 20, Some(19)),
        (Percent::P95, 100, Some(95)),
        (Percent::P95, 101, Some(96)),
        (Percent::P95, u64::MAX, Some(17_524_406_870_024_074_035)),
    ] {
        assert_eq!(nearest_rank(percent, count), rank, "{percent:?} of {count}");
    }
    assert_eq!([0, 101].map(Percent::new), [None, None]);
}

proptest! {
    /// The definition of the nearest rank: the smallest rank that covers the share.
    #[test]
    fn the_nearest_rank_is_the_smallest_that_covers_the_share(of_a_hundred in 1_u8..=100, count in 1_u64..100_000) {
        let rank = nearest_rank(Percent::new(of_a_hundred).unwrap(), count).unwrap();
        let covers = |rank: u64| rank * 100 >= u64::from(of_a_hundred) * count;
        prop_assert!((1..=count).contains(&rank));
        prop_assert!(covers(rank) && !covers(rank - 1));
    }

    /// A stored time, in whole milliseconds, is in the period exactly if it is between the bounds as they were given.
    #[test]
    fn bounds_between_two_milliseconds_change_nothing(from in 0_i64..5_000_000, length in 1_000_000_i64..5_000_000, at in 0_i64..12) {
        let moment = |nanoseconds| OffsetDateTime::UNIX_EPOCH + Duration::nanoseconds(nanoseconds);
        let (from, to, at) = (moment(from), moment(from + length), moment(at * 1_000_000));
        let period = Period::new(from, to).unwrap();
        prop_assert_eq!(period.contains(at), from <= at && at < to);
    }
}

#[test]
fn ratings_are_counted_with_their_average_to_the_hundredth() {
    for (ratings, total, average) in [
        (vec![], 0, None),
        (vec![(5, 1)], 1, Some(5.0)),
        (vec![(1, 1), (2, 1)], 2, Some(1.5)),
        (vec![(1, 2), (5, 1)], 3, Some(2.33)),
        (vec![(4, 7), (5, 1)], 8, Some(4.13)),
        (vec![(3, u64::from(u32::MAX))], u64::from(u32::MAX), Some(3.0)),
    ] {
        let stars = |number: i64| Stars::parse(number).unwrap();
        let mut counts = RatingCounts::default();
        ratings.iter().for_each(|(number, many)| counts.add(stars(*number), *many));
        assert_eq!((counts.total(), counts.average()), (total, average), "{ratings:?}");
        for (number, many) in ratings {
            assert_eq!(counts.of(stars(number)), many);
        }
    }
}
