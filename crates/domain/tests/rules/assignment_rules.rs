use deskhand_domain::assignment::{Decision, EngineerLoad, Exclusion, Trigger, decide, decide_on_reopen};
use deskhand_domain::people::{AccountStatus, Availability, Capacity, Role};
use deskhand_domain::testing::{TestClock, a_ticket, person_id};
use time::Duration;

fn engineer(name: &str, open: u32) -> EngineerLoad {
    EngineerLoad {
        id: person_id(name),
        role: Role::Engineer,
        status: AccountStatus::Approved,
        availability: Availability::Available,
        capacity: None,
        open_tickets: open,
        last_assigned_at: None,
    }
}

fn chosen(engineers: &[EngineerLoad]) -> Decision {
    decide(&a_ticket().build(), Trigger::Opened, engineers)
}

#[test]
fn the_fewest_open_tickets_win() {
    let engineers = [engineer("busy", 3), engineer("idle", 1), engineer("middling", 2)];
    assert_eq!(chosen(&engineers).chosen, Some(person_id("idle")));
}

#[test]
fn a_tie_goes_to_who_was_never_assigned_then_to_the_longest_idle() {
    let mut recent = engineer("recent", 0);
    recent.last_assigned_at = Some(TestClock::START);
    let mut rested = engineer("rested", 0);
    rested.last_assigned_at = Some(TestClock::START - Duration::hours(1));
    assert_eq!(chosen(&[recent.clone(), rested.clone()]).chosen, Some(rested.id));
    assert_eq!(chosen(&[recent, rested, engineer("new", 0)]).chosen, Some(person_id("new")));
}

#[test]
fn the_last_tie_goes_to_the_lowest_id() {
    let mut two = [engineer("one", 0), engineer("two", 0)];
    two.sort_by_key(|engineer| engineer.id);
    let lowest = two[0].id;
    two.reverse();
    assert_eq!(chosen(&two).chosen, Some(lowest));
}

#[test]
fn every_exclusion_is_named() {
    let mut away = engineer("away", 0);
    away.availability = Availability::Away;
    let mut full = engineer("full", 2);
    full.capacity = Some(Capacity::parse(2).unwrap());
    let mut suspended = engineer("suspended", 0);
    suspended.status = AccountStatus::Suspended;
    let mut demoted = engineer("demoted", 0);
    demoted.role = Role::Customer;
    let reporter = EngineerLoad { id: a_ticket().build().reporter, ..engineer("reporter", 0) };
    let decision = chosen(&[away.clone(), full.clone(), suspended.clone(), demoted.clone(), reporter.clone()]);
    assert_eq!(decision.chosen, None);
    assert_eq!(
        decision.excluded,
        [
            (away.id, Exclusion::Away),
            (full.id, Exclusion::AtCapacity),
            (suspended.id, Exclusion::NotApproved),
            (demoted.id, Exclusion::NotApproved),
            (reporter.id, Exclusion::IsReporter),
        ]
    );
}

#[test]
fn a_ticket_does_not_come_back_by_itself_to_the_engineer_who_handed_it_back() {
    let ticket = a_ticket().handed_back_by(person_id("idle")).build();
    let engineers = [engineer("idle", 0), engineer("busy", 9)];
    assert_eq!(decide(&ticket, Trigger::Waiting, &engineers).chosen, Some(person_id("busy")));
    let alone = decide(&ticket, Trigger::Waiting, &engineers[..1]);
    assert_eq!((alone.chosen, &alone.excluded[..]), (None, &[(person_id("idle"), Exclusion::HandedBack)][..]));
    assert_eq!(alone.why_unassigned().as_str(), "the only engineer handed it back");
}

#[test]
fn the_reason_why_nobody_got_it_is_in_plain_words() {
    let mut away = engineer("away", 0);
    away.availability = Availability::Away;
    let mut full = engineer("full", 0);
    full.capacity = Some(Capacity::parse(0).unwrap());
    assert_eq!(chosen(&[]).why_unassigned().as_str(), "there is no engineer");
    assert_eq!(chosen(&[away.clone()]).why_unassigned().as_str(), "every engineer is away");
    assert_eq!(chosen(&[full.clone()]).why_unassigned().as_str(), "every engineer is at capacity");
    assert!(chosen(&[away, full]).why_unassigned().as_str().contains("or"));
}

#[test]
fn on_reopen_the_former_assignee_keeps_it_even_with_more_to_do() {
    let engineers = [engineer("former", 5), engineer("idle", 0)];
    let decision = decide_on_reopen(&a_ticket().build(), Some(person_id("former")), &engineers);
    assert_eq!(decision.chosen, Some(person_id("former")));
}

#[test]
fn on_reopen_a_former_assignee_who_is_away_loses_it() {
    let mut former = engineer("former", 0);
    former.availability = Availability::Away;
    let engineers = [former, engineer("idle", 9)];
    let decision = decide_on_reopen(&a_ticket().build(), Some(person_id("former")), &engineers);
    assert_eq!(decision.chosen, Some(person_id("idle")));
}
