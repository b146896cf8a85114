//! Who is who, each asked for once in a unit of work.

use std::collections::BTreeMap;

use crate::ids::PersonId;
use crate::people::Person;
use crate::use_cases::Error;
use crate::use_cases::transaction::context::TxContext;

/// Everybody whom a unit of work has looked up or changed, as they are now.
#[derive(Default)]
pub(crate) struct PersonCache {
    people: BTreeMap<PersonId, Person>,
    /// Whether every working admin is among them.
    with_admins: bool,
}

impl PersonCache {
    pub(crate) fn insert(&mut self, people: impl IntoIterator<Item = Person>) {
        self.people.extend(people.into_iter().map(|person| (person.id, person)));
    }

    /// Every working admin, once they are looked up.
    pub(crate) fn admins(&self) -> impl Iterator<Item = &Person> {
        debug_assert!(self.with_admins, "nobody has asked for them");
        self.people.values().filter(|person| person.is_working_admin())
    }

    fn missing(&self, ids: &[PersonId]) -> Vec<PersonId> {
        ids.iter().filter(|id| !self.people.contains_key(id)).copied().collect()
    }
}

impl TxContext<'_> {
    /// These people; unknown ids are left out.
    pub(crate) async fn look_up(&mut self, ids: &[PersonId]) -> Result<Vec<Person>, Error> {
        let missing = self.person_cache.missing(ids);
        if !missing.is_empty() {
            self.person_cache.insert(self.uow.people().look_up(&missing).await?);
        }
        Ok(ids.iter().filter_map(|id| self.person_cache.people.get(id).cloned()).collect())
    }

    /// The same, and every working admin, whom [`PersonCache::admins`] names from then on.
    pub(crate) async fn look_up_with_admins(&mut self, ids: &[PersonId]) -> Result<Vec<Person>, Error> {
        if !self.person_cache.with_admins {
            let missing = self.person_cache.missing(ids);
            self.person_cache.insert(self.uow.people().look_up_with_admins(&missing).await?);
            self.person_cache.with_admins = true;
        }
        self.look_up(ids).await
    }
}
