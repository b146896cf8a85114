use std::collections::{BTreeMap, BTreeSet};

use time::OffsetDateTime;

use super::{Person, PersonName, PersonRecord};
use crate::history::{EventKind, Fact};
use crate::ids::PersonId;
use crate::mail::EmailAddress;
use crate::people::{AccountStatus, Availability, Language, Look, PasswordHash, PhoneNumber, Role, TimeZone, Username};

/// What it takes to make an account.
#[derive(Clone, Debug)]
pub struct NewPerson {
    /// Made by the [`IdGenerator`](crate::ports::IdGenerator).
    pub id: PersonId,
    /// Must not be taken.
    pub username: Username,
    /// What they are called.
    pub name: PersonName,
    /// Must not be taken.
    pub email: EmailAddress,
    /// Optional.
    pub phone: Option<PhoneNumber>,
    /// `None` for the desk's own.
    pub language: Option<Language>,
    /// `None` for the desk's own.
    pub time_zone: Option<TimeZone>,
    /// What they will be.
    pub role: Role,
    /// The hashed password.
    pub password: Option<PasswordHash>,
}

impl Person {
    /// A new account. Customers are approved at once; everybody else waits unless `status` says otherwise,
    /// which only a superior may say.
    #[must_use]
    pub fn sign_up(new: NewPerson, status: Option<AccountStatus>, now: OffsetDateTime) -> (Self, Vec<Fact>) {
        let by_role = if new.role == Role::Customer { AccountStatus::Approved } else { AccountStatus::Pending };
        let person = Self(PersonRecord {
            id: new.id,
            username: new.username,
            name: new.name,
            email: Some(new.email),
            email_pending: None,
            phone: new.phone,
            language: new.language,
            time_zone: new.time_zone,
            look: Look::default(),
            role: new.role,
            status: status.unwrap_or(by_role),
            email_verified_at: None,
            unreachable_since: None,
            availability: Availability::Available,
            capacity: None,
            password: new.password,
            second_factor_at: None,
            muted: BTreeSet::new(),
            digests: BTreeMap::new(),
            created_at: now,
            updated_at: now,
            removed_at: None,
            version: 1,
        });
        let facts = vec![Fact::new(EventKind::SignedUp).after(person.role.as_str())];
        (person, facts)
    }
}
