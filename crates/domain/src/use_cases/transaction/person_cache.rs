//! The people that a transaction has read or changed, so that it reads each only once.

use std::collections::BTreeMap;

use crate::ids::PersonId;
use crate::people::Person;

/// People in their current state, changes of this transaction included.
#[derive(Default)]
pub(crate) struct PersonCache {
    people: BTreeMap<PersonId, Person>,
    /// Whether `people` has every working admin.
    has_admins: bool,
}

impl PersonCache {
    pub(crate) fn insert(&mut self, people: impl IntoIterator<Item = Person>) {
        self.people.extend(people.into_iter().map(|person| (person.id, person)));
    }

    /// Adds these people, who must include every working admin.
    pub(super) fn insert_with_admins(&mut self, people: impl IntoIterator<Item = Person>) {
        self.insert(people);
        self.has_admins = true;
    }

    pub(super) const fn has_admins(&self) -> bool {
        self.has_admins
    }

    /// Every working admin. They must have been read before.
    pub(crate) fn admins(&self) -> impl Iterator<Item = &Person> {
        debug_assert!(self.has_admins, "the admins have not been read");
        self.people.values().filter(|person| person.is_working_admin())
    }

    pub(super) fn get(&self, id: PersonId) -> Option<&Person> {
        self.people.get(&id)
    }

    /// The ids that must still be read.
    pub(super) fn missing(&self, ids: &[PersonId]) -> Vec<PersonId> {
        ids.iter().filter(|id| !self.people.contains_key(id)).copied().collect()
    }
}
