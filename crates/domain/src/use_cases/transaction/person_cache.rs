//! The people that a transaction has read or changed, each read once.

use std::collections::BTreeMap;

use crate::ids::PersonId;
use crate::people::Person;

/// People as they are now, as this transaction knows them.
#[derive(Default)]
pub(crate) struct PersonCache {
    people: BTreeMap<PersonId, Person>,
    /// Whether every working admin is in `people`.
    has_admins: bool,
}

impl PersonCache {
    pub(crate) fn insert(&mut self, people: impl IntoIterator<Item = Person>) {
        self.people.extend(people.into_iter().map(|person| (person.id, person)));
    }

    /// Adds every working admin, among others.
    pub(super) fn insert_with_admins(&mut self, people: impl IntoIterator<Item = Person>) {
        self.insert(people);
        self.has_admins = true;
    }

    pub(super) const fn has_admins(&self) -> bool {
        self.has_admins
    }

    /// Every working admin. They must have been read.
    pub(crate) fn admins(&self) -> impl Iterator<Item = &Person> {
        debug_assert!(self.has_admins, "the admins have not been read");
        self.people.values().filter(|person| person.is_working_admin())
    }

    pub(super) fn get(&self, id: PersonId) -> Option<&Person> {
        self.people.get(&id)
    }

    pub(super) fn missing(&self, ids: &[PersonId]) -> Vec<PersonId> {
        ids.iter().filter(|id| !self.people.contains_key(id)).copied().collect()
    }
}
