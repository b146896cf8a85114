use super::{AccountStatus, Person, Role};
use crate::history::By;
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

impl From<&Actor> for By {
    fn from(actor: &Actor) -> Self {
        Self::Person(actor.id)
    }
}
