//! Several events of one ticket make one letter where they come soon after each other.

use deskhand_domain::notification::{
    Frequency, MOST_GATHERED, Mail, MailKind, Reason, RecentLetter, gather, gather_digest, next_report,
};
use deskhand_domain::people::TimeZone;
use deskhand_domain::testing::{TestClock, a_ticket, person_id};
use deskhand_domain::{EventId, MailId};
use time::{Duration, OffsetDateTime};
use uuid::Uuid;

const WINDOW: Duration = Duration::minutes(2);

fn id(n: u128) -> MailId {
    MailId::new(Uuid::from_u128(n))
}

fn at(seconds: i64) -> OffsetDateTime {
    TestClock::START + Duration::seconds(seconds)
}

/// A mail to ada about a ticket, queued at that second.
fn queued(seconds: i64) -> Mail {
    Mail {
        id: id(99),
        recipient: person_id("ada"),
        address: None,
        reason: Reason::Reporter,
        kind: MailKind::ResponsePosted,
        event: EventId::new(Uuid::from_u128(99)),
        ticket: Some(a_ticket().build().to_ref()),
        glance: None,
        by_name: "bob".to_owned(),
        by_role: None,
        about_name: None,
        lines: Vec::new(),
        created_at: at(seconds),
        author: None,
        turn: at(seconds),
        due_at: at(seconds),
        frequency: Frequency::AtOnce,
        joins: None,
    }
}

/// The nth letter to ada, which waits until that second.
fn open(n: u128, queued_at: i64, goes_at: i64) -> RecentLetter {
    RecentLetter {
        id: id(n),
        recipient: person_id("ada"),
        kind: MailKind::ResponsePosted,
        joins: None,
        queued_at: at(queued_at),
        goes_at: at(goes_at),
        is_open: true,
    }
}

/// The nth letter to ada, which went at that second, or is tried then.
fn gone(n: u128, goes_at: i64) -> RecentLetter {
    RecentLetter { is_open: false, ..open(n, 0, goes_at) }
}

/// The letter that it joins, and in how many seconds it goes by itself.
fn decided(queued_at: i64, recent: &[RecentLetter]) -> (Option<u128>, i64) {
    let mail = gather(queued(queued_at), recent, WINDOW);
    (mail.joins.map(|letter| letter.as_uuid().as_u128()), (mail.due_at - mail.created_at).whole_seconds())
}

#[test]
fn the_first_letter_goes_at_once_and_what_follows_waits_and_is_joined() {
    for (name, now, recent, expected) in [
        ("nothing went before", 0, vec![], (None, 0)),
        ("one went a moment ago", 30, vec![gone(1, 0)], (None, 90)),
        ("one went long ago", 120, vec![gone(1, 0)], (None, 0)),
        ("the newest that went counts", 130, vec![gone(1, 0), gone(2, 120)], (None, 110)),
        ("one waits", 60, vec![gone(1, 0), open(2, 30, 120)], (Some(2), 0)),
        ("one was just queued", 1, vec![open(1, 0, 0)], (Some(1), 0)),
        ("one waits since longer than the window", 150, vec![open(1, 30, 0)], (None, 0)),
        ("one is tried again hours later", 60, vec![gone(1, 9_000)], (None, 120)),
        ("somebody else got one", 30, vec![RecentLetter { recipient: person_id("bob"), ..gone(1, 0) }], (None, 0)),
    ] {
        assert_eq!(decided(now, &recent), expected, "{name}");
    }
}

#[test]
fn a_letter_takes_only_so_many_events() {
    let joined = (2..).map(|n| RecentLetter { joins: Some(id(1)), ..open(n, 10, 10) });
    let mut recent: Vec<RecentLetter> =
        std::iter::once(open(1, 10, 120)).chain(joined.take(MOST_GATHERED - 2)).collect();
    assert_eq!(decided(20, &recent), (Some(1), 0));
    recent.push(RecentLetter { joins: Some(id(1)), ..open(98, 15, 15) });
    assert_eq!(decided(20, &recent), (None, 120), "the next is another letter");
    recent.push(open(97, 20, 140));
    assert_eq!(decided(21, &recent), (Some(97), 0));
}

#[test]
fn mails_about_accounts_and_without_a_window_are_letters_of_their_own() {
    let account = Mail { kind: MailKind::PasswordChanged, ticket: None, ..queued(1) };
    assert_eq!(gather(account.clone(), &[open(1, 0, 60)], WINDOW), account);
    assert_eq!(gather(queued(1), &[open(1, 0, 60)], Duration::ZERO), queued(1));
}

#[test]
fn a_digest_joins_the_one_that_waits_or_goes_after_an_hour_or_in_the_morning() {
    let hourly = |seconds, recent: &[RecentLetter]| {
        let mail = gather_digest(Mail { frequency: Frequency::Hourly, ..queued(seconds) }, recent, &TimeZone::utc());
        (mail.joins.map(|letter| letter.as_uuid().as_u128()), (mail.due_at - mail.created_at).whole_seconds())
    };
    assert_eq!(hourly(0, &[]), (None, 0), "the first goes at once");
    assert_eq!(hourly(600, &[gone(1, 0)]), (None, 3000));
    assert_eq!(hourly(1200, &[gone(1, 0), open(2, 600, 3600)]), (Some(2), 0));
    assert_eq!(hourly(3600, &[gone(1, 0)]), (None, 0));
}

#[test]
fn a_report_waits_for_its_hour_and_is_queued_once() {
    let report = |seconds, recent: &[RecentLetter]| {
        let mail = Mail { kind: MailKind::MailHeld, ticket: None, frequency: Frequency::Hourly, ..queued(seconds) };
        let due = next_report(mail, recent, &TimeZone::utc());
        due.map(|mail| (mail.joins, (mail.due_at - mail.created_at).whole_seconds()))
    };
    let of = |letter: RecentLetter| RecentLetter { kind: MailKind::MailHeld, ..letter };
    assert_eq!(report(0, &[]), Some((None, 0)), "the first goes at once");
    assert_eq!(report(600, &[of(gone(1, 0))]), Some((None, 3000)));
    assert_eq!(report(600, &[of(gone(1, 0)), of(open(2, 300, 3600))]), None, "one waits that will say it");
    assert_eq!(report(600, &[of(gone(1, 700))]), None, "one is tried again that will say it");
    assert_eq!(report(600, &[gone(1, 0), open(2, 300, 3600)]), Some((None, 0)), "other letters do not hold it up");
    let other = Mail { frequency: Frequency::Hourly, ..queued(600) };
    let gathered = gather_digest(other, &[of(open(2, 300, 3600))], &TimeZone::utc());
    assert_eq!((gathered.joins, gathered.due_at), (None, gathered.created_at), "nothing joins a report");
}

#[test]
fn a_morning_is_eight_oclock_by_the_clock_of_the_reader_also_where_it_changes() {
    use time::macros::datetime;
    for (zone, now, morning) in [
        ("UTC", datetime!(2026-01-05 07:59:59 UTC), datetime!(2026-01-05 08:00 UTC)),
        ("UTC", datetime!(2026-01-05 08:00 UTC), datetime!(2026-01-06 08:00 UTC)),
        ("Europe/Berlin", datetime!(2026-01-05 06:59 UTC), datetime!(2026-01-05 07:00 UTC)),
        ("Europe/Berlin", datetime!(2026-03-28 12:00 UTC), datetime!(2026-03-29 06:00 UTC)),
        ("America/New_York", datetime!(2026-01-05 02:00 UTC), datetime!(2026-01-05 13:00 UTC)),
        ("Asia/Kathmandu", datetime!(2026-01-05 23:00 UTC), datetime!(2026-01-06 02:15 UTC)),
        ("Pacific/Auckland", datetime!(2025-12-31 20:00 UTC), datetime!(2026-01-01 19:00 UTC)),
    ] {
        let mail = Mail { frequency: Frequency::Daily, created_at: now, ..queued(0) };
        let due_at = gather_digest(mail, &[], &TimeZone::parse(zone).unwrap()).due_at;
        assert_eq!(due_at, morning, "{zone}, {now}");
    }
}
