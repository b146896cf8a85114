use std::collections::BTreeSet;

use crate::ids::PersonId;
use crate::mail::MailKind;
use crate::people::{AccountStatus, Person, Role};

/// A person as the notification rules look at them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contact {
    /// Who it is.
    pub id: PersonId,
    /// What they are.
    pub role: Role,
    /// Whether their account waits for approval.
    pub waits: bool,
    /// Whether they may get notices: the account is in use, and [`Person::is_reached_by_mail`].
    pub reachable: bool,
    /// Whether they may get mail about their own account: not removed, and the address is verified.
    pub has_verified_address: bool,
    /// The kinds of mail they don't want.
    pub muted: BTreeSet<MailKind>,
}

impl Contact {
    /// Looks at `person`.
    #[must_use]
    pub fn of(person: &Person) -> Self {
        let has_verified_address =
            person.email.is_some() && person.email_verified_at.is_some() && person.removed_at.is_none();
        Self {
            id: person.id,
            role: person.role,
            waits: person.status == AccountStatus::Pending,
            reachable: person.is_reached_by_mail() && person.status == AccountStatus::Approved,
            has_verified_address,
            muted: person.muted.clone(),
        }
    }
}

/// Everybody who may be concerned by a change of a ticket.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Audience {
    /// Who opened it.
    pub reporter: Option<Contact>,
    /// Who works on it now, after the change.
    pub assignee: Option<Contact>,
    /// Who worked on it before the change, where that is another.
    pub previous_assignee: Option<Contact>,
    /// Who follows it.
    pub followers: Vec<Contact>,
    /// All approved admins and superadmins.
    pub admins: Vec<Contact>,
    /// Those of the admins who took part in this ticket.
    pub participants: BTreeSet<PersonId>,
    /// Staff who wrote a note on it and may still read them.
    pub note_writers: Vec<Contact>,
    /// Who muted this one ticket.
    pub muted_by: BTreeSet<PersonId>,
}
