use uuid::Uuid;

use super::{Denied, NotesVisibility, PeopleVisibility, TicketVisibility, people_visible_to, tickets_visible_to};
use crate::followers::Followers;
use crate::history::EventKind;
use crate::ids::PersonId;
use crate::people::{Actor, Role};
use crate::policy::Workflow;

/// What an event is about, as far as permissions ask: as it is now, not as it was when the event happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EventSubject {
    /// A ticket that is still there.
    Ticket {
        /// Who opened it.
        reporter: PersonId,
        /// Who works on it.
        assignee: Option<PersonId>,
        /// Who follows it.
        followers: Followers,
    },
    /// A ticket that was deleted.
    DeletedTicket,
    /// An account.
    Person {
        /// Whose.
        id: PersonId,
        /// What they are now.
        role: Role,
    },
}

/// Which events a read may return. Nothing is read from the feed without it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EventVisibility {
    /// Of which tickets.
    pub tickets: TicketVisibility,
    /// Internal ones of which of these.
    pub notes: NotesVisibility,
    /// Whether also of tickets that were deleted.
    pub deleted_tickets: bool,
    /// Of whose accounts.
    pub people: PeopleVisibility,
}

/// Which events `actor` may learn of: of the tickets that they can see now, internal ones only where they may read
/// notes; of deleted tickets, admins only; of accounts, everybody of their own and admins of those that they may read
/// (docs/domain.md sections 4 and 7).
///
/// # Errors
/// [`Denied::AccountNotApproved`]: only an approved account may do anything at all.
pub fn events_visible_to(actor: &Actor, rules: &Workflow) -> Result<EventVisibility, Denied> {
    let tickets = tickets_visible_to(actor, rules)?;
    // The list of people may be open to engineers; what happens to an account is for those who manage accounts.
    let people =
        if actor.role.is_admin() { people_visible_to(actor, rules)? } else { PeopleVisibility::Only(actor.id) };
    Ok(EventVisibility { tickets, notes: tickets.notes(), deleted_tickets: actor.role.is_admin(), people })
}

/// Whether `actor` may learn of an event of this kind about `subject`, see [`events_visible_to`].
#[must_use]
pub fn may_see_event(actor: &Actor, kind: EventKind, subject: &EventSubject, rules: &Workflow) -> bool {
    events_visible_to(actor, rules).is_ok_and(|sees| sees.includes(kind, subject))
}

impl EventVisibility {
    /// The whole log. Its reader must ask [`EventVisibility::includes`] before it shows an event to a person.
    pub const EVERYTHING: Self = Self {
        tickets: TicketVisibility::Everything,
        notes: NotesVisibility::Everywhere,
        deleted_tickets: true,
        people: PeopleVisibility::Everybody,
    };

    /// What every admin may learn of, whoever it is: all but what happens to the accounts of admins. For what belongs to the desk and not
    /// to a person, such as webhooks.
    pub const OF_EVERY_ADMIN: Self =
        Self { people: PeopleVisibility::CustomersAndEngineers(PersonId::new(Uuid::nil())), ..Self::EVERYTHING };

    /// Whether an event of this kind about `subject` is among them.
    #[must_use]
    pub fn includes(&self, kind: EventKind, subject: &EventSubject) -> bool {
        match subject {
            EventSubject::Ticket { reporter, assignee, followers } => {
                let sees = self.tickets.includes(*reporter, *assignee, followers);
                sees && (!kind.is_internal() || self.notes.include(*assignee))
            }
            EventSubject::DeletedTicket => self.deleted_tickets,
            EventSubject::Person { id, role } => self.people.includes(*id, *role),
        }
    }
}
