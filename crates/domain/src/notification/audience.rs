use std::collections::BTreeSet;

use crate::ids::PersonId;
use crate::mail::MailKind;
use crate::people::{AccountStatus, Person, Role};
use crate::policy::Workflow;

/// A person as the notification rules look at them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contact {
    /// Who it is.
    pub id: PersonId,
    /// What they are.
    pub role: Role,
    /// Whether their account waits for approval.
    pub waits: bool,
    /// Whether mail may reach them: not removed, not rejected, and verified where that is required.
    pub reachable: bool,
    /// The kinds of mail they don't want.
    pub muted: BTreeSet<MailKind>,
}

impl Contact {
    /// Looks at `person` under the rules of this desk.
    #[must_use]
    pub fn of(person: &Person, rules: &Workflow) -> Self {
        let verified = person.email_verified_at.is_some() || !rules.require_verified_email;
        let reachable = person.email.is_some()
            && person.removed_at.is_none()
            && person.status != AccountStatus::Rejected
            && verified;
        let waits = person.status == AccountStatus::Pending;
        Self { id: person.id, role: person.role, waits, reachable, muted: person.muted.clone() }
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
    /// All approved admins and superadmins.
    pub admins: Vec<Contact>,
    /// Those of the admins who took part in this ticket.
    pub followers: BTreeSet<PersonId>,
    /// Staff who wrote a note on it and may still read them.
    pub note_writers: Vec<Contact>,
    /// Who muted this one ticket.
    pub muted_by: BTreeSet<PersonId>,
}
