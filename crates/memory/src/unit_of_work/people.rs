//! Accounts, within a unit of work.

use std::collections::BTreeSet;

use async_trait::async_trait;
use deskhand_domain::PersonId;
use deskhand_domain::people::{EmailAddress, PasswordHash, Person, Username, UsernameReservation};
use deskhand_domain::ports::{PeopleRepository, PersonView, StorageError, Unique};
use time::OffsetDateTime;

use crate::state::State;
use crate::unit_of_work::MemoryUnitOfWork;

#[async_trait]
impl PeopleRepository for MemoryUnitOfWork {
    async fn find(&mut self, id: PersonId) -> Result<Option<Person>, StorageError> {
        Ok(self.read().people.get(&id).cloned())
    }

    async fn look_up(&mut self, ids: &[PersonId]) -> Result<Vec<Person>, StorageError> {
        let ids: BTreeSet<_> = ids.iter().collect();
        Ok(ids.into_iter().filter_map(|id| self.read().people.get(id)).cloned().collect())
    }

    async fn view(&mut self, id: PersonId) -> Result<Option<PersonView>, StorageError> {
        let state = self.read();
        let person = state.people.get(&id).filter(|person| person.removed_at.is_none());
        Ok(person.map(|person| state.view_of(person)))
    }

    async fn find_by_username(&mut self, username: &Username) -> Result<Option<Person>, StorageError> {
        Ok(self.read().people.values().find(|person| person.username == *username).cloned())
    }

    async fn find_by_email(&mut self, email: &EmailAddress) -> Result<Option<Person>, StorageError> {
        let wanted = Some(email.case_folded());
        Ok(self.read().people.values().find(|person| folded_email(person) == wanted).cloned())
    }

    async fn insert(&mut self, person: &Person) -> Result<(), StorageError> {
        if self.read().people.contains_key(&person.id) {
            return Err(StorageError::AlreadyExists(Unique::Other));
        }
        check_unique(self.read(), person)?;
        self.write().people.insert(person.id, person.clone());
        Ok(())
    }

    async fn update(&mut self, person: &Person) -> Result<(), StorageError> {
        match self.read().people.get(&person.id) {
            Some(kept) if kept.version + 1 == person.version => {}
            _ => return Err(StorageError::Conflict),
        }
        check_unique(self.read(), person)?;
        self.write().people.insert(person.id, person.clone());
        Ok(())
    }

    async fn renew_password_hash(
        &mut self,
        person: PersonId,
        old: &PasswordHash,
        new: &PasswordHash,
    ) -> Result<bool, StorageError> {
        if let Some(person) = self.write().people.get_mut(&person)
            && person.password.as_ref() == Some(old)
        {
            person.renew_hash(new.clone());
            return Ok(true);
        }
        Ok(false)
    }

    async fn look_up_with_admins(&mut self, ids: &[PersonId]) -> Result<Vec<Person>, StorageError> {
        let is_wanted = |person: &&Person| ids.contains(&person.id) || person.is_working_admin();
        Ok(self.read().people.values().filter(is_wanted).cloned().collect())
    }

    async fn lock_superadmins(&mut self) -> Result<Vec<Person>, StorageError> {
        Ok(self.read().people.values().filter(|person| person.is_working_superadmin()).cloned().collect())
    }

    async fn is_empty(&mut self) -> Result<bool, StorageError> {
        Ok(self.read().people.is_empty())
    }

    async fn reserve_username(
        &mut self,
        name: &Username,
        reservation: UsernameReservation,
    ) -> Result<(), StorageError> {
        self.write().reserved_usernames.insert(name.clone(), reservation);
        Ok(())
    }

    async fn username_reservation(&mut self, name: &Username) -> Result<Option<UsernameReservation>, StorageError> {
        Ok(self.read().reserved_usernames.get(name).copied())
    }

    async fn release_usernames_of(&mut self, owner: PersonId) -> Result<(), StorageError> {
        self.write().reserved_usernames.retain(|_, reservation| reservation.owner != owner);
        Ok(())
    }

    async fn forget_username_reservations(&mut self, until: OffsetDateTime, limit: u32) -> Result<u64, StorageError> {
        let over = self.read().reserved_usernames.iter().filter(|(_, reservation)| reservation.until <= until);
        let over: Vec<_> = over.map(|(name, _)| name.clone()).take(limit as usize).collect();
        for name in &over {
            self.write().reserved_usernames.remove(name);
        }
        Ok(over.len() as u64)
    }
}

fn check_unique(state: &State, person: &Person) -> Result<(), StorageError> {
    let others = || state.people.values().filter(|other| other.id != person.id);
    let email = folded_email(person);
    if others().any(|other| other.username == person.username) {
        Err(StorageError::AlreadyExists(Unique::Username))
    } else if email.is_some() && others().any(|other| folded_email(other) == email) {
        Err(StorageError::AlreadyExists(Unique::Email))
    } else {
        Ok(())
    }
}

fn folded_email(person: &Person) -> Option<String> {
    person.email.as_ref().map(EmailAddress::case_folded)
}
