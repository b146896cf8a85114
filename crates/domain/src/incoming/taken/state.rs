use crate::incoming::HeldBecause;
use crate::text::word_type;

/// Where a mail is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TakenState {
    /// It waits to be understood, for the first time or after a failed try.
    Waiting,
    /// It waits for a decision of staff.
    Held(HeldBecause),
    /// It has its result.
    Settled(Settlement),
    /// No try came to its end. It can be tried again after the fault is mended.
    Quarantined,
}

impl TakenState {
    /// The word of [`TakenState::Waiting`].
    pub const WAITING: &'static str = "waiting";
    /// The word of [`TakenState::Held`], whatever the reason.
    pub const HELD: &'static str = "held";
    /// The word of [`TakenState::Settled`], whatever the result.
    pub const SETTLED: &'static str = "settled";
    /// The word of [`TakenState::Quarantined`].
    pub const QUARANTINED: &'static str = "quarantined";
    /// The words of the states, without their reasons.
    pub const WORDS: [&'static str; 4] = [Self::WAITING, Self::HELD, Self::SETTLED, Self::QUARANTINED];

    /// The words of those that wait for people.
    pub const UNDECIDED: [&'static str; 2] = [Self::HELD, Self::QUARANTINED];

    /// The state without its reason.
    #[must_use]
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::Waiting => Self::WAITING,
            Self::Held(_) => Self::HELD,
            Self::Settled(_) => Self::SETTLED,
            Self::Quarantined => Self::QUARANTINED,
        }
    }

    /// The reason why it is held, or what became of it.
    #[must_use]
    pub const fn reason(&self) -> Option<&'static str> {
        match self {
            Self::Held(because) => Some(because.as_str()),
            Self::Settled(settlement) => Some(settlement.as_str()),
            Self::Waiting | Self::Quarantined => None,
        }
    }
}

word_type! {
    /// What became of a mail.
    #[non_exhaustive]
    Settlement: "what became of a mail" {
        /// It is a message of a ticket.
        Posted = "posted",
        /// It opened a ticket.
        Opened = "opened",
        /// It opened a ticket that follows the one that it answered, which takes no more messages.
        FollowedUp = "followed_up",
        /// It is noted, and nothing else: a report, or an automatic answer.
        Recorded = "recorded",
        /// It reported what became of a letter of the desk.
        Bounce = "bounce",
        /// It was one of our own.
        Dropped = "dropped",
        /// The same words of the same sender came before, in another coding.
        Duplicate = "duplicate",
        /// Staff rejected it.
        Rejected = "rejected",
    }
}
