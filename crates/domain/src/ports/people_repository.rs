use async_trait::async_trait;
use time::OffsetDateTime;

use super::{PersonView, StorageError};
use crate::ids::PersonId;
use crate::mail::EmailAddress;
use crate::people::{PasswordHash, Person, Username, UsernameReservation};

/// Accounts, within a unit of work.
#[cfg_attr(any(test, feature = "testing"), mockall::automock)]
#[async_trait]
pub trait PeopleRepository: Send {
    /// The person, locked until the unit of work ends; removed ones included.
    async fn find(&mut self, id: PersonId) -> Result<Option<Person>, StorageError>;

    /// These people as they are, not locked, in any order, removed ones included; unknown ids are left out.
    async fn look_up(&mut self, ids: &[PersonId]) -> Result<Vec<Person>, StorageError>;

    /// The person with their numbers, not locked, as this unit of work leaves them; removed people are not found.
    async fn view(&mut self, id: PersonId) -> Result<Option<PersonView>, StorageError>;

    /// The person of that name.
    async fn find_by_username(&mut self, username: &Username) -> Result<Option<Person>, StorageError>;

    /// The person of that address, compared in its folded form.
    async fn find_by_email(&mut self, email: &EmailAddress) -> Result<Option<Person>, StorageError>;

    /// Saves a new account. MUST fail with [`StorageError::AlreadyExists`] naming what is taken.
    async fn insert(&mut self, person: &Person) -> Result<(), StorageError>;

    /// Saves a changed account. MUST fail with [`StorageError::Conflict`] unless the stored version is the one
    /// before `person.version`, and with [`StorageError::AlreadyExists`] naming what is taken.
    async fn update(&mut self, person: &Person) -> Result<(), StorageError>;

    /// Replaces the stored hash of a person's password by another hash of the same password; the version stays, because
    /// nothing that anybody sees has changed. `false`, and no change, unless `old` is the stored one. Optional: without it, hashes
    /// are not renewed.
    async fn renew_password_hash(
        &mut self,
        _person: PersonId,
        _old: &PasswordHash,
        _new: &PasswordHash,
    ) -> Result<bool, StorageError> {
        Ok(false)
    }

    /// The same as [`PeopleRepository::look_up`], and beside them all approved admins and superadmins, each once:
    /// composing mails needs both, in one statement.
    async fn look_up_with_admins(&mut self, ids: &[PersonId]) -> Result<Vec<Person>, StorageError>;

    /// All approved superadmins, locked until the unit of work ends, so that two of them can't remove each other.
    async fn lock_superadmins(&mut self) -> Result<Vec<Person>, StorageError>;

    /// Whether there are no people at all, not even removed ones. Of several concurrent first starts, one MUST get `true`:
    /// its unit of work blocks the others.
    async fn is_empty(&mut self) -> Result<bool, StorageError>;

    /// Reserves a username that was given up. The newest reservation of a name counts.
    async fn reserve_username(&mut self, name: &Username, reservation: UsernameReservation)
    -> Result<(), StorageError>;

    /// The reservation of this name, also one that is over. It MUST show what was committed before this call, so that a name
    /// that is given up at the same time is found.
    async fn username_reservation(&mut self, name: &Username) -> Result<Option<UsernameReservation>, StorageError>;

    /// Deletes the reservations of this person.
    async fn release_usernames_of(&mut self, owner: PersonId) -> Result<(), StorageError>;

    /// Deletes up to `limit` reservations that ended at `until` or earlier, and says how many those were.
    async fn forget_username_reservations(&mut self, until: OffsetDateTime, limit: u32) -> Result<u64, StorageError>;
}
