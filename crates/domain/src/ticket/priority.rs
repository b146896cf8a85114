use crate::text::word_type;

word_type! {
    /// How urgent a ticket is; `Low` by default. Values are ordered from low to urgent.
    Priority: "one of low, medium, high, urgent" {
        /// Number 4.
        Low = "low",
        /// Number 3.
        Medium = "medium",
        /// Number 2.
        High = "high",
        /// Number 1.
        Urgent = "urgent",
    }
}

impl Priority {
    /// The number of docs/domain.md section 2: urgent is 1, low is 4.
    #[must_use]
    pub const fn number(&self) -> u8 {
        match self {
            Self::Urgent => 1,
            Self::High => 2,
            Self::Medium => 3,
            Self::Low => 4,
        }
    }

    /// The priority of that number.
    #[must_use]
    pub fn from_number(number: u8) -> Option<Self> {
        Self::ALL.iter().copied().find(|p| p.number() == number)
    }
}
