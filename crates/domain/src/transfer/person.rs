use std::collections::BTreeSet;

use time::OffsetDateTime;

use super::fault::{Fault, rule};
use crate::history::{Event, Topic};
use crate::ids::PersonId;
use crate::mail::MailKind;
use crate::people::{AccountStatus, Person, Username};
use crate::ticket::TicketNumber;

/// A person with all that belongs to the account, but its sessions, keys and second factor. Their history is in records of its own,
/// because it names people who come later.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WholePerson {
    /// The person.
    pub person: Person,
    /// When a ticket last went to them.
    pub last_assigned_at: Option<OffsetDateTime>,
    /// Usernames that they gave up, and until when they stay reserved, by name.
    pub reserved_usernames: Vec<(Username, OffsetDateTime)>,
}

impl WholePerson {
    /// Checks what the types of the single values do not say.
    ///
    /// # Errors
    /// [`Fault`] names the rule that is broken.
    pub fn check(&self) -> Result<(), Fault> {
        let person = &self.person;
        let is_version = (1..=TicketNumber::MAX).contains(&person.version);
        rule(is_version, "the version must be at least 1, and at most 2^53 - 1")?;
        rule(person.created_at <= person.updated_at, "updated_at must not be before created_at")?;
        rule(person.second_factor_at.is_none(), "a second factor can not be moved")?;
        let mut kinds = person.muted.iter().chain(person.digests.keys());
        rule(kinds.all(MailKind::can_be_muted), "letters about accounts always come, and at once")?;
        rule(
            person.email.is_some() || person.email_verified_at.is_none(),
            "email_verified_at is set, and there is no address",
        )?;
        if person.removed_at.is_some() {
            let is_anonymous = person.email.is_none() && person.phone.is_none() && person.password.is_none();
            rule(is_anonymous, "a removed person has no address, phone or password")?;
            rule(person.status == AccountStatus::Rejected, "the account of a removed person is rejected")?;
            rule(self.reserved_usernames.is_empty(), "a removed person reserves no username")?;
        }
        Ok(())
    }
}

/// The people whom an event names: who did it, whom it is about, and those before and after.
#[must_use]
pub fn people_in_event(event: &Event) -> BTreeSet<PersonId> {
    let named = [&event.before, &event.after].into_iter().filter(|_| event.kind.names_people());
    let named = named.filter_map(|value| value.as_deref()?.parse().ok());
    let topic = match event.topic {
        Topic::Person(id) => Some(id),
        Topic::Ticket(_) => None,
    };
    named.chain(event.by.person()).chain(topic).collect()
}
