use super::{AccountStatus, Person, Role};
use crate::ids::PersonId;

/// Who asks for something: what the permissions look at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Actor {
    /// Who it is.
    pub id: PersonId,
    /// As what.
    pub role: Role,
    /// Whether the account is in use.
    pub status: AccountStatus,
    /// Whether a program asks in their name, with an API key of theirs.
    pub by_key: bool,
}

impl Actor {
    /// Whether this person is `id`.
    #[must_use]
    pub fn is(&self, id: PersonId) -> bool {
        self.id == id
    }
}

impl From<&Person> for Actor {
    /// The person themselves.
    fn from(person: &Person) -> Self {
        Self { id: person.id, role: person.role, status: person.status, by_key: false }
    }
}

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

impl From<&Actor> for By {
    fn from(actor: &Actor) -> Self {
        Self::Person(actor.id)
    }
}
