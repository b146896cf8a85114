//! How much one customer may have and write, so that one account cannot fill the desk. The defaults are far above what a person needs.

use time::{Duration, OffsetDateTime, Time, UtcOffset};

/// The quotas of each customer; `None` for no such quota. Staff have none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quotas {
    /// Tickets that are open or blocked at a time; 1,000 by default.
    pub open_tickets: Option<u32>,
    /// Tickets opened on one day (UTC); 1,000 by default.
    pub tickets_a_day: Option<u32>,
    /// Bytes of text written on one day (UTC): titles, descriptions, messages and their changes; 50 MiB by default.
    pub text_a_day: Option<u64>,
}

/// What a customer has and wrote, the present request included.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CustomerUse {
    /// Tickets that are open or blocked.
    pub open_tickets: u32,
    /// Tickets opened today.
    pub tickets_today: u32,
    /// Bytes of text written today.
    pub text_today: u64,
}

/// A quota that a request would exceed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum QuotaExceeded {
    /// Too many tickets are open.
    #[error("you have {most} open tickets, and a customer may have no more; this ends when one of them is settled")]
    OpenTickets {
        /// The most tickets.
        most: u32,
    },
    /// Too many tickets were opened today.
    #[error("you opened {most} tickets today, and a customer may open no more on one day; this ends at midnight UTC")]
    TicketsToday {
        /// The most tickets.
        most: u32,
        /// How long until the day ends.
        ends_in: Duration,
    },
    /// Too much text was written today.
    #[error("a customer may write {most} bytes of text on one day, and this would be more; this ends at midnight UTC")]
    TextToday {
        /// The most bytes.
        most: u64,
        /// How long until the day ends.
        ends_in: Duration,
    },
}

impl Default for Quotas {
    fn default() -> Self {
        Self { open_tickets: Some(1_000), tickets_a_day: Some(1_000), text_a_day: Some(50 * 1024 * 1024) }
    }
}

impl Quotas {
    /// No quotas.
    pub const NONE: Self = Self { open_tickets: None, tickets_a_day: None, text_a_day: None };

    /// Whether a customer who has and wrote so much, the present request included, stays within the quotas.
    ///
    /// # Errors
    /// The first quota that is exceeded.
    pub fn check(&self, used: CustomerUse, now: OffsetDateTime) -> Result<(), QuotaExceeded> {
        let ends_in = until_midnight(now);
        if let Some(most) = self.open_tickets.filter(|most| used.open_tickets > *most) {
            return Err(QuotaExceeded::OpenTickets { most });
        }
        if let Some(most) = self.tickets_a_day.filter(|most| used.tickets_today > *most) {
            return Err(QuotaExceeded::TicketsToday { most, ends_in });
        }
        if let Some(most) = self.text_a_day.filter(|most| used.text_today > *most) {
            return Err(QuotaExceeded::TextToday { most, ends_in });
        }
        Ok(())
    }
}

impl QuotaExceeded {
    /// How long a client that cannot end it by itself waits for the next try.
    const NEXT_TRY: Duration = Duration::hours(1);

    /// After how long another try makes sense.
    #[must_use]
    pub const fn retry_after(&self) -> Duration {
        match self {
            Self::OpenTickets { .. } => Self::NEXT_TRY,
            Self::TicketsToday { ends_in, .. } | Self::TextToday { ends_in, .. } => *ends_in,
        }
    }
}

/// The number of the day (UTC) since 1970.
pub(crate) fn day_of(now: OffsetDateTime) -> i64 {
    now.unix_timestamp().div_euclid(Duration::DAY.whole_seconds())
}

fn until_midnight(now: OffsetDateTime) -> Duration {
    let now = now.to_offset(UtcOffset::UTC);
    Duration::DAY - (now.time() - Time::MIDNIGHT)
}
