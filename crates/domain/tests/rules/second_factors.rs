use deskhand_domain::people::Role;
use deskhand_domain::permissions::{must_enrol, needs_second_factor};
use deskhand_domain::policy::{SecondFactorFor, Workflow};
use deskhand_domain::ports::SecretDigest;
use deskhand_domain::second_factors::{SealedSecret, SecondFactor, SignInChallenge, TypedCode};
use deskhand_domain::testing::{TestClock, a_customer};
use time::Duration;

fn factor() -> SecondFactor {
    SecondFactor::enrolled(a_customer().build().id, SealedSecret(vec![1]), TestClock::START)
}

#[test]
fn who_needs_a_second_factor_follows_from_role_and_policy() {
    let mut text = String::new();
    for policy in SecondFactorFor::ALL {
        let rules = Workflow { require_second_factor: *policy, ..Workflow::default() };
        let needed = Role::ALL.iter().filter(|role| needs_second_factor(**role, &rules)).map(Role::as_str);
        text += &format!("{policy}: {}\n", needed.collect::<Vec<_>>().join(", "));
        for role in Role::ALL {
            let without = a_customer().role(*role);
            let with = without.clone().second_factor_at(TestClock::START);
            assert_eq!(must_enrol(&without.build(), &rules), needs_second_factor(*role, &rules), "{policy} {role}");
            assert!(!must_enrol(&with.build(), &rules), "{policy} {role}");
        }
    }
    assert_eq!(text, "none: \nadmins: admin, superadmin\nstaff: engineer, admin, superadmin\n");
}

#[test]
fn codes_of_the_step_and_its_neighbours_are_accepted_each_once() {
    let steps = |factor: &SecondFactor, seconds: i64| {
        let start = TestClock::START.unix_timestamp() / 30;
        let relative = |step: u64| i64::try_from(step).unwrap() - start;
        let now = TestClock::START + Duration::seconds(seconds);
        factor.acceptable_steps(now).map(relative).collect::<Vec<_>>()
    };
    let mut factor = factor();
    assert_eq!(steps(&factor, 0), [-1, 0, 1]);
    assert_eq!(steps(&factor, 29), [-1, 0, 1]);
    assert_eq!(steps(&factor, 30), [0, 1, 2]);
    factor.accept(u64::try_from(TestClock::START.unix_timestamp() / 30).unwrap());
    assert_eq!(steps(&factor, 0), [1]);
    assert_eq!(steps(&factor, 30), [1, 2]);
    assert_eq!(steps(&factor, -60), [] as [i64; 0], "a clock that was put back");
}

#[test]
fn after_twenty_wrong_codes_there_is_a_pause_until_a_day_after_the_first() {
    let (mut factor, hour) = (factor(), |n| TestClock::START + Duration::hours(n));
    for n in 0..20 {
        assert_eq!(factor.pause(hour(n)), None, "{n}");
        factor.count_wrong(hour(n));
    }
    assert_eq!(factor.pause(hour(20)), Some(Duration::hours(4)));
    assert_eq!(factor.pause(hour(24)), None);
    factor.count_wrong(hour(24));
    assert_eq!((factor.wrong_codes, factor.counted_since), (1, hour(24)), "a new day");
    factor.accept(7);
    assert_eq!(factor.wrong_codes, 0);
}

#[test]
fn a_secret_that_was_shown_is_confirmed_within_15_minutes_or_not_at_all() {
    let mut factor = factor();
    let end = TestClock::START + Duration::minutes(15);
    assert!(factor.awaits_confirmation(end - Duration::milliseconds(1)) && !factor.awaits_confirmation(end));
    factor.confirmed_at = Some(TestClock::START);
    assert!(!factor.awaits_confirmation(TestClock::START));
}

#[test]
fn a_challenge_takes_four_wrong_codes_and_no_fifth() {
    let digest = SecretDigest([1; 32]);
    let person = a_customer().build().id;
    let mut open = SignInChallenge { digest, person, password: digest, expires_at: TestClock::START, wrong_codes: 0 };
    for n in 1..=4 {
        open = open.after_wrong_code().unwrap();
        assert_eq!(open.wrong_codes, n);
    }
    assert_eq!(open.after_wrong_code(), None);
}

#[test]
fn codes_are_read_however_they_are_grouped_and_never_shown() {
    let parse = |text: &str| TypedCode::parse(text).unwrap();
    assert_eq!(parse(" 123-456\n"), TypedCode::OneTime("123456".to_owned()));
    assert_eq!(parse("ABCD-efgh 1234"), TypedCode::Recovery("abcdefgh1234".to_owned()));
    assert_eq!(parse("１２３４５６"), TypedCode::Recovery("１２３４５６".to_owned()), "digits of another script");
    assert_eq!(TypedCode::parse(" - ").unwrap_err().code(), "empty");
    assert_eq!(TypedCode::parse(&"1".repeat(65)).unwrap_err().code(), "too_long");
    assert_eq!(format!("{:?}", parse("123456")), "TypedCode(***)");
}
