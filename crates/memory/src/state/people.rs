//! People as other records show them.

use deskhand_domain::PersonId;
use deskhand_domain::people::{Person, PersonRef};
use deskhand_domain::ports::{PersonView, StorageError};

use super::{Load, State, corrupt};

impl State {
    pub(crate) fn load_of(&self, person: PersonId) -> Load {
        self.loads.get(&person).copied().unwrap_or_default()
    }

    pub(crate) fn view_of(&self, person: &Person) -> PersonView {
        let Load { open_tickets, tickets_count, last_assigned_at } = self.load_of(person.id);
        PersonView { person: person.clone(), open_tickets, tickets_count, last_assigned_at }
    }

    /// The person beside a ticket, message or event; removed people are still named there.
    pub(crate) fn ref_of(&self, person: PersonId) -> Result<PersonRef, StorageError> {
        self.people
            .get(&person)
            .map(Person::to_ref)
            .ok_or_else(|| corrupt("people", "a person is referred to that is not there"))
    }
}
