use std::collections::BTreeSet;

use crate::ids::PersonId;

/// The people who follow a ticket: they read it and get letters about it as its reporter does.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Followers(BTreeSet<PersonId>);

impl Followers {
    /// The most of one ticket. Each change of it causes a letter to every follower.
    pub const MAX: usize = 20;

    /// No person.
    pub const NONE: Self = Self(BTreeSet::new());

    /// Takes them out of a store. For storage adapters only.
    #[must_use]
    pub fn restore(people: impl IntoIterator<Item = PersonId>) -> Self {
        Self(people.into_iter().collect())
    }

    /// Whether this person is one of them.
    #[must_use]
    pub fn include(&self, person: PersonId) -> bool {
        self.0.contains(&person)
    }

    /// They, in the order of their ids.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = PersonId> + '_ {
        self.0.iter().copied()
    }

    /// Whether there are as many as may be.
    #[must_use]
    pub fn are_full(&self) -> bool {
        self.0.len() >= Self::MAX
    }

    pub(crate) fn add(&mut self, person: PersonId) -> bool {
        self.0.insert(person)
    }

    pub(crate) fn remove(&mut self, person: PersonId) -> bool {
        self.0.remove(&person)
    }
}
