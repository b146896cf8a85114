use std::collections::{BTreeMap, BTreeSet};

use time::OffsetDateTime;

use super::{TestClock, person_id, valid};
use crate::ids::PersonId;
use crate::notification::MailKind;
use crate::people::{
    AccountStatus, Availability, Capacity, EmailAddress, Look, PasswordHash, Person, PersonName, PersonRecord,
    PhoneNumber, Role, Username,
};

/// A person in the making. What a test does not say is plain: approved, with a verified address, available, without a limit.
#[derive(Clone, Debug)]
#[must_use]
pub struct PersonBuilder(PersonRecord);

/// A customer called `customer`.
pub fn a_customer() -> PersonBuilder {
    PersonBuilder::new("customer", Role::Customer)
}

/// An engineer called `engineer`.
pub fn an_engineer() -> PersonBuilder {
    PersonBuilder::new("engineer", Role::Engineer)
}

/// An admin called `admin`.
pub fn an_admin() -> PersonBuilder {
    PersonBuilder::new("admin", Role::Admin)
}

/// A superadmin called `superadmin`.
pub fn a_superadmin() -> PersonBuilder {
    PersonBuilder::new("superadmin", Role::Superadmin)
}

impl PersonBuilder {
    fn new(username: &str, role: Role) -> Self {
        Self(PersonRecord {
            id: person_id(username),
            username: valid(Username::parse(username)),
            name: valid(PersonName::parse(username)),
            email: Some(address_of(username)),
            email_pending: None,
            phone: None,
            language: None,
            time_zone: None,
            look: Look::default(),
            role,
            status: AccountStatus::Approved,
            email_verified_at: Some(TestClock::START),
            unreachable_since: None,
            availability: Availability::Available,
            capacity: None,
            password: None,
            second_factor_at: None,
            muted: BTreeSet::new(),
            digests: BTreeMap::new(),
            created_at: TestClock::START,
            updated_at: TestClock::START,
            removed_at: None,
            version: 1,
        })
    }

    /// Called so, with an id, a name and an address to match.
    pub fn username(mut self, username: &str) -> Self {
        self.0.id = person_id(username);
        self.0.username = valid(Username::parse(username));
        self.0.name = valid(PersonName::parse(username));
        self.0.email = Some(address_of(username));
        self
    }

    /// With this id.
    pub const fn id(mut self, id: PersonId) -> Self {
        self.0.id = id;
        self
    }

    /// With this name.
    pub fn name(mut self, name: &str) -> Self {
        self.0.name = valid(PersonName::parse(name));
        self
    }

    /// With this address.
    pub fn email(mut self, email: &str) -> Self {
        self.0.email = Some(valid(EmailAddress::parse(email)));
        self
    }

    /// Asked to be reached at this address from now on.
    pub fn email_pending(mut self, email: &str) -> Self {
        self.0.email_pending = Some(valid(EmailAddress::parse(email)));
        self
    }

    /// With this phone number.
    pub fn phone(mut self, phone: &str) -> Self {
        self.0.phone = Some(valid(PhoneNumber::parse(phone)));
        self
    }

    /// Of this role.
    pub const fn role(mut self, role: Role) -> Self {
        self.0.role = role;
        self
    }

    /// With an account in this state.
    pub const fn status(mut self, status: AccountStatus) -> Self {
        self.0.status = status;
        self
    }

    /// With an address that was not shown to be theirs.
    pub const fn unverified(mut self) -> Self {
        self.0.email_verified_at = None;
        self
    }

    /// Their address was verified at that time.
    pub const fn verified_at(mut self, at: OffsetDateTime) -> Self {
        self.0.email_verified_at = Some(at);
        self
    }

    /// Takes no tickets now.
    pub const fn away(mut self) -> Self {
        self.0.availability = Availability::Away;
        self
    }

    /// Takes no more open tickets than this.
    pub fn capacity(mut self, tickets: u32) -> Self {
        self.0.capacity = Some(valid(Capacity::parse(i64::from(tickets))));
        self
    }

    /// With this password, as [`PlainPasswords`](super::PlainPasswords) keeps it.
    pub fn password(mut self, password: &str) -> Self {
        self.0.password = Some(PasswordHash::new(format!("plain:{password}")));
        self
    }

    /// With a second factor since then.
    pub const fn second_factor_at(mut self, at: OffsetDateTime) -> Self {
        self.0.second_factor_at = Some(at);
        self
    }

    /// Does not want mails of these kinds.
    pub fn muted(mut self, kinds: impl IntoIterator<Item = MailKind>) -> Self {
        self.0.muted = kinds.into_iter().collect();
        self
    }

    /// Signed up then, and not changed since.
    pub const fn created_at(mut self, at: OffsetDateTime) -> Self {
        self.0.created_at = at;
        self.0.updated_at = at;
        self
    }

    /// Last changed then.
    pub const fn updated_at(mut self, at: OffsetDateTime) -> Self {
        self.0.updated_at = at;
        self
    }

    /// In this version.
    pub const fn version(mut self, version: u64) -> Self {
        self.0.version = version;
        self
    }

    /// Removed and anonymised then.
    pub fn removed_at(self, at: OffsetDateTime) -> Self {
        let mut person = self.build();
        person.remove(at);
        Self((*person).clone())
    }

    /// The person, as a store would give them.
    #[must_use]
    pub fn build(self) -> Person {
        Person::restore(self.0)
    }
}

fn address_of(username: &str) -> EmailAddress {
    valid(EmailAddress::parse(&format!("{username}@example.com")))
}
