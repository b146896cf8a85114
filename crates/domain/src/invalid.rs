//! Why a value was not accepted. Every newtype of this crate has one constructor, and it answers with this.

/// The reason why a text or number does not make a value of the domain.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Invalid {
    /// Nothing there, or only white space.
    #[error("must not be empty")]
    Empty,
    /// Fewer characters than the minimum.
    #[error("must have at least {min} characters")]
    TooShort {
        /// The fewest characters allowed.
        min: usize,
    },
    /// More characters than the maximum.
    #[error("must have at most {max} characters")]
    TooLong {
        /// The most characters allowed.
        max: usize,
    },
    /// A control character, or one that changes the direction of the text around it.
    #[error("must not contain control characters")]
    ControlCharacter,
    /// Not of the wanted form; the text says which form that is.
    #[error("must be {0}")]
    Format(&'static str),
    /// A word that the system keeps for itself.
    #[error("is a reserved word")]
    Reserved,
    /// A number outside its limits.
    #[error("must be between {min} and {max}")]
    OutOfRange {
        /// The smallest value allowed.
        min: i64,
        /// The largest value allowed.
        max: i64,
    },
    /// A time that has passed already, where it must lie ahead.
    #[error("must lie in the future")]
    Past,
    /// Not what is known: a password.
    #[error("is wrong")]
    Wrong,
    /// The same value twice in a list where each counts once.
    #[error("must not name anything twice")]
    Repeated,
    /// More values in a list than the maximum.
    #[error("must have at most {max} values")]
    TooMany {
        /// The most values allowed.
        max: usize,
    },
    /// A common password, a known name, or one of few guesses.
    #[error("is too easy to guess: take a few words in a row")]
    Guessable,
    /// A password without all of the characters that the policy `password_classes` wants.
    #[error("must have a capital letter, a small letter, a digit and a special character")]
    NeedsClasses,
}

impl Invalid {
    /// A stable word for programs, such as `too_long`.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::TooShort { .. } => "too_short",
            Self::TooLong { .. } => "too_long",
            Self::ControlCharacter => "control_character",
            Self::Format(_) => "format",
            Self::Reserved => "reserved",
            Self::OutOfRange { .. } => "out_of_range",
            Self::Past => "past",
            Self::Wrong => "wrong",
            Self::Repeated => "repeated",
            Self::TooMany { .. } => "too_many",
            Self::Guessable => "guessable",
            Self::NeedsClasses => "needs_classes",
        }
    }
}
