//! The twin's clock and ids.

use time::OffsetDateTime;
use uuid::Uuid;

#[expect(clippy::disallowed_methods, reason = "the twin has no ports: this is its clock")]
pub(super) fn now() -> OffsetDateTime {
    OffsetDateTime::now_utc()
}

/// As times are stored.
pub(super) fn millis(at: OffsetDateTime) -> i64 {
    i64::try_from(at.unix_timestamp_nanos() / 1_000_000).unwrap_or_default()
}

#[expect(clippy::disallowed_methods, reason = "the twin has no ports: this is its source of ids")]
pub(super) fn new_id() -> Uuid {
    Uuid::now_v7()
}
