use super::Denied;
use crate::followers::Followers;
use crate::ids::PersonId;
use crate::people::{AccountStatus, Actor, Role};
use crate::policy::{EngineerScope, PriorityNeeds, Workflow};
use crate::state_machine::TicketStatus;

/// The relation of a person to a ticket: all that permissions look at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Relation {
    /// They opened it.
    pub is_reporter: bool,
    /// They follow it.
    pub is_follower: bool,
    /// They work on it.
    pub is_assignee: bool,
    /// Nobody works on it.
    pub is_unassigned: bool,
    /// The ticket's state: reporters may edit only while it is open or blocked.
    pub status: TicketStatus,
}

/// Which tickets a read may return. No list, search, export or stream goes without it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TicketVisibility {
    /// Every ticket.
    Everything,
    /// Those that this person reported or follows.
    ReportedOrFollowedBy(PersonId),
    /// Those that this person reported, follows or works on.
    ReportedFollowedOrAssignedTo(PersonId),
}

impl TicketVisibility {
    /// Whether a ticket that `reporter` opened, `assignee` works on and `followers` follow is among them.
    #[must_use]
    pub fn includes(&self, reporter: PersonId, assignee: Option<PersonId>, followers: &Followers) -> bool {
        let takes_part = |person| reporter == person || followers.include(person);
        match *self {
            Self::Everything => true,
            Self::ReportedOrFollowedBy(person) => takes_part(person),
            Self::ReportedFollowedOrAssignedTo(person) => takes_part(person) || assignee == Some(person),
        }
    }

    /// Whose notes come with these tickets: staff who see every ticket read every note, engineers those of their own work, and
    /// reporters and followers none.
    #[must_use]
    pub const fn notes(&self) -> NotesVisibility {
        match *self {
            Self::Everything => NotesVisibility::Everywhere,
            Self::ReportedOrFollowedBy(_) => NotesVisibility::Nowhere,
            Self::ReportedFollowedOrAssignedTo(person) => NotesVisibility::AssignedTo(person),
        }
    }

    /// Whether notes are among what the reader may learn of. Where they are not, a list neither orders nor filters by the
    /// time of one: [`Ticket::public_updated_at`](crate::ticket::TicketRecord::public_updated_at) is its time of change.
    #[must_use]
    pub const fn includes_notes(&self) -> bool {
        !matches!(self, Self::ReportedOrFollowedBy(_))
    }
}

/// Of which tickets a person may read the notes and other internal events.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotesVisibility {
    /// Of every ticket that they see.
    Everywhere,
    /// Of the tickets that this person works on.
    AssignedTo(PersonId),
    /// Of none.
    Nowhere,
}

impl NotesVisibility {
    /// Whether those of a ticket that `assignee` works on are among them.
    #[must_use]
    pub fn include(self, assignee: Option<PersonId>) -> bool {
        match self {
            Self::Everywhere => true,
            Self::AssignedTo(person) => assignee == Some(person),
            Self::Nowhere => false,
        }
    }
}

/// What of the tickets `actor` may read.
///
/// # Errors
/// [`Denied::AccountNotApproved`]: only an approved account may do anything at all.
pub fn tickets_visible_to(actor: &Actor, rules: &Workflow) -> Result<TicketVisibility, Denied> {
    approved(actor)?;
    Ok(match (actor.role, rules.engineer_scope) {
        (Role::Admin | Role::Superadmin, _) | (Role::Engineer, EngineerScope::All) => TicketVisibility::Everything,
        (Role::Engineer, EngineerScope::Assigned) => TicketVisibility::ReportedFollowedOrAssignedTo(actor.id),
        (Role::Customer, _) => TicketVisibility::ReportedOrFollowedBy(actor.id),
    })
}

/// Whether `actor` may open a ticket, and give it another priority than the default where `with_priority` says so.
///
/// Every approved account may, unless policy `only_customers_open` leaves it to customers. A policy `priority_needs` above
/// the assignee binds the opening too: a ticket could be opened as urgent otherwise, where its priority could not be changed.
///
/// # Errors
/// [`Denied`] says why not.
pub fn may_open(actor: &Actor, with_priority: bool, rules: &Workflow) -> Result<(), Denied> {
    approved(actor)?;
    if rules.only_customers_open && actor.role != Role::Customer {
        return Err(Denied::CustomersOnly);
    }
    let chooses = !with_priority || rules.reporters_may_prioritise;
    match rules.priority_needs {
        PriorityNeeds::Admin if !chooses && !actor.role.is_admin() => Err(Denied::AdminOnly),
        PriorityNeeds::Superadmin if !chooses && actor.role != Role::Superadmin => Err(Denied::SuperadminOnly),
        _ => Ok(()),
    }
}

/// Whether `actor` may list people.
///
/// # Errors
/// [`Denied`] says why not.
pub fn may_list_people(actor: &Actor, rules: &Workflow) -> Result<(), Denied> {
    approved(actor)?;
    match actor.role {
        Role::Admin | Role::Superadmin => Ok(()),
        Role::Engineer if rules.engineers_list_users => Ok(()),
        Role::Engineer => Err(Denied::Policy),
        Role::Customer => Err(Denied::Role),
    }
}

/// Only an approved account may do anything.
pub(super) fn approved(actor: &Actor) -> Result<(), Denied> {
    if actor.status == AccountStatus::Approved { Ok(()) } else { Err(Denied::AccountNotApproved) }
}
