use time::util::days_in_month;
use time::{Date, Duration, OffsetDateTime, UtcOffset};

/// A period ends before it begins, or when it begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the period must end later than it begins")]
pub struct EmptyPeriod;

/// A stretch of time that a report covers: from its first millisecond, inclusive, to its end, exclusive. So two
/// periods that touch share no ticket and lose none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    from: OffsetDateTime,
    to: OffsetDateTime,
}

impl Period {
    /// The only way to make one. Times of the desk are whole milliseconds: a bound between two of them moves to the
    /// later one, which changes nothing about what lies inside.
    ///
    /// # Errors
    /// [`EmptyPeriod`] unless `from` is earlier than `to`.
    pub fn new(from: OffsetDateTime, to: OffsetDateTime) -> Result<Self, EmptyPeriod> {
        let (from, to) = (whole_millisecond(from), whole_millisecond(to));
        if from < to { Ok(Self { from, to }) } else { Err(EmptyPeriod) }
    }

    /// The period of a request that leaves out an end: without `to` it ends at `now`, without `from` it begins
    /// one calendar month before the end.
    ///
    /// # Errors
    /// [`EmptyPeriod`] unless it begins before it ends.
    pub fn of_wish(
        from: Option<OffsetDateTime>,
        to: Option<OffsetDateTime>,
        now: OffsetDateTime,
    ) -> Result<Self, EmptyPeriod> {
        let to = to.unwrap_or(now);
        Self::new(from.unwrap_or_else(|| a_month_before(to)), to)
    }

    /// The first moment that belongs to it.
    #[must_use]
    pub const fn from(&self) -> OffsetDateTime {
        self.from
    }

    /// The first moment that does not belong to it any more.
    #[must_use]
    pub const fn to(&self) -> OffsetDateTime {
        self.to
    }

    /// Whether `at` lies in it.
    #[must_use]
    pub fn contains(&self, at: OffsetDateTime) -> bool {
        self.from <= at && at < self.to
    }

    /// The first and the last day of which a moment belongs to it, in UTC.
    #[must_use]
    pub fn days(&self) -> (Date, Date) {
        (self.from.date(), (self.to - Duration::MILLISECOND).date())
    }
}

/// In UTC, so that days and months are those of everybody.
fn whole_millisecond(at: OffsetDateTime) -> OffsetDateTime {
    let at = at.checked_to_offset(UtcOffset::UTC).unwrap_or(at);
    let floor = at.replace_millisecond(at.millisecond()).unwrap_or(at);
    if floor == at { at } else { floor.checked_add(Duration::MILLISECOND).unwrap_or(floor) }
}

/// The same day and hour of the month before; its last day where it has no such day.
fn a_month_before(at: OffsetDateTime) -> OffsetDateTime {
    let at = at.checked_to_offset(UtcOffset::UTC).unwrap_or(at);
    let month = at.month().previous();
    let year = if month > at.month() { at.year() - 1 } else { at.year() };
    let day = at.day().min(days_in_month(month, year));
    Date::from_calendar_date(year, month, day).map_or(at, |date| at.replace_date(date))
}
