use deskhand_domain::quota::{CustomerUse, QuotaExceeded, Quotas};
use time::Duration;
use time::macros::datetime;

#[test]
fn a_quota_is_what_may_be_used_and_ends_at_midnight() {
    let quotas = Quotas { open_tickets: Some(2), tickets_a_day: Some(3), text_a_day: Some(100) };
    let now = datetime!(2026-01-05 22:30 -1);
    let used = |open_tickets, tickets_today, text_today| CustomerUse { open_tickets, tickets_today, text_today };
    let ends_in = Duration::minutes(30);
    for (used, expected) in [
        (used(2, 3, 100), Ok(())),
        (used(3, 3, 100), Err(QuotaExceeded::OpenTickets { most: 2 })),
        (used(2, 4, 100), Err(QuotaExceeded::TicketsToday { most: 3, ends_in })),
        (used(2, 3, 101), Err(QuotaExceeded::TextToday { most: 100, ends_in })),
    ] {
        assert_eq!(quotas.check(used, now), expected);
        assert_eq!(Quotas::NONE.check(used, now), Ok(()));
    }
    assert_eq!(QuotaExceeded::TextToday { most: 100, ends_in }.retry_after(), ends_in);
    assert_eq!(QuotaExceeded::OpenTickets { most: 2 }.retry_after(), Duration::HOUR);
}
