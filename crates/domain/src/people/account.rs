use crate::invalid::Invalid;
use crate::text::word_type;

word_type! {
    /// The state of an account. Only an approved one may do anything at all.
    AccountStatus: "one of pending, approved, rejected, suspended" {
        /// Waits for an admin's approval.
        Pending = "pending",
        /// In use.
        Approved = "approved",
        /// Turned down.
        Rejected = "rejected",
        /// Taken out of use.
        Suspended = "suspended",
    }
}

word_type! {
    /// Whether an engineer takes new tickets now.
    Availability: "one of available, away" {
        /// Takes tickets.
        Available = "available",
        /// Gets none until they are back.
        Away = "away",
    }
}

/// The most open tickets an engineer takes from automatic assignment: 0 to 10,000.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Capacity(u32);

impl Capacity {
    /// The largest capacity.
    pub const MAX: u32 = 10_000;

    /// The only way to make one.
    ///
    /// # Errors
    /// [`Invalid::OutOfRange`] outside 0 to [`Capacity::MAX`].
    pub fn parse(tickets: i64) -> Result<Self, Invalid> {
        match u32::try_from(tickets) {
            Ok(n) if n <= Self::MAX => Ok(Self(n)),
            _ => Err(Invalid::OutOfRange { min: 0, max: i64::from(Self::MAX) }),
        }
    }

    /// The number of tickets.
    #[must_use]
    pub const fn get(&self) -> u32 {
        self.0
    }
}
