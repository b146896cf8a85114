use crate::ids::PersonId;

/// Who did something: a person, or the system itself (a sweep, an automatic assignment).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum By {
    /// A person.
    Person(PersonId),
    /// Nobody in particular.
    System,
}

impl By {
    /// The person, if it was one.
    #[must_use]
    pub const fn person(&self) -> Option<PersonId> {
        match self {
            Self::Person(id) => Some(*id),
            Self::System => None,
        }
    }
}
