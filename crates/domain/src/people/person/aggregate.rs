use std::ops::Deref;

use time::OffsetDateTime;

use super::record::{PersonRecord, PersonRef};
use crate::history::{EventKind, Fact};
use crate::people::{AccountStatus, Role};

/// A person with an account. Reads like its [`PersonRecord`]; changes only through its verbs, in files by subject.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person(pub(super) PersonRecord);

/// Reading is free: the record's fields are the person's public face, and there is no `DerefMut`.
impl Deref for Person {
    type Target = PersonRecord;

    fn deref(&self) -> &PersonRecord {
        &self.0
    }
}

impl Person {
    /// Takes a person out of a store. For storage adapters only.
    #[must_use]
    pub const fn restore(record: PersonRecord) -> Self {
        Self(record)
    }

    /// The person beside a ticket or message.
    #[must_use]
    pub fn to_ref(&self) -> PersonRef {
        PersonRef { id: self.id, username: self.username.clone(), name: self.name.clone() }
    }

    /// An engineer whose account is in use.
    #[must_use]
    pub fn is_working_engineer(&self) -> bool {
        self.role == Role::Engineer && self.is_in_use()
    }

    /// An admin or superadmin whose account is in use.
    #[must_use]
    pub fn is_working_admin(&self) -> bool {
        self.role.is_admin() && self.is_in_use()
    }

    /// A superadmin whose account is in use.
    #[must_use]
    pub fn is_working_superadmin(&self) -> bool {
        self.role == Role::Superadmin && self.is_in_use()
    }

    /// Whether the account is approved and not removed.
    #[must_use]
    pub fn is_in_use(&self) -> bool {
        self.status == AccountStatus::Approved && self.removed_at.is_none()
    }

    /// Whether letters about tickets may go to their address: it was shown to be theirs; or they are a customer without a password,
    /// whom only mail reaches. Nobody can sign in as them and read along.
    #[must_use]
    pub fn is_reached_by_mail(&self) -> bool {
        let only_by_mail = self.role == Role::Customer && self.password.is_none();
        self.email.is_some() && self.removed_at.is_none() && (self.email_verified_at.is_some() || only_by_mail)
    }

    /// Stamps the changes of one request: the version grows by one. The transaction of a use case calls it before it saves
    /// the person.
    pub(crate) const fn touch(&mut self, now: OffsetDateTime) {
        self.0.updated_at = now;
        self.0.version += 1;
    }

    /// Applies `change`; where it changed something, states the fact.
    pub(super) fn set(
        &mut self,
        kind: EventKind,
        change: impl FnOnce(&mut PersonRecord) -> Option<()>,
    ) -> Option<Fact> {
        change(&mut self.0).map(|()| Fact::new(kind))
    }
}
