use super::Denied;
use crate::ids::PersonId;
use crate::people::{AccountStatus, Actor, Role};
use crate::policy::{EngineerScope, Workflow};
use crate::state_machine::{StatusAction, TicketAction, TicketStatus};

/// The relation of a person to a ticket: all that permissions look at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Relation {
    /// They opened it.
    pub is_reporter: bool,
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
    /// Those that this person reported.
    ReportedBy(PersonId),
    /// Those that this person reported or works on.
    ReportedByOrAssignedTo(PersonId),
}

impl TicketVisibility {
    /// Whether a ticket that `reporter` opened, and `assignee` works on, is among them.
    #[must_use]
    pub fn includes(&self, reporter: PersonId, assignee: Option<PersonId>) -> bool {
        match *self {
            Self::Everything => true,
            Self::ReportedBy(person) => reporter == person,
            Self::ReportedByOrAssignedTo(person) => reporter == person || assignee == Some(person),
        }
    }

    /// Whether notes are among what the reader may learn of. Where they are not, a list neither orders nor filters by the
    /// time of one: [`Ticket::public_updated_at`](crate::ticket::TicketRecord::public_updated_at) is its time of change.
    #[must_use]
    pub const fn includes_notes(&self) -> bool {
        !matches!(self, Self::ReportedBy(_))
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
        (Role::Engineer, EngineerScope::Assigned) => TicketVisibility::ReportedByOrAssignedTo(actor.id),
        (Role::Customer, _) => TicketVisibility::ReportedBy(actor.id),
    })
}

/// Whether `actor` may open a ticket: everybody may whose account is in use.
///
/// # Errors
/// [`Denied::AccountNotApproved`].
pub fn may_open(actor: &Actor) -> Result<(), Denied> {
    approved(actor)
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

/// Whether `actor` may do `action` with a ticket to which they have this `relation`.
///
/// The table is docs/domain.md section 4, the moves section 3. A person is judged by what they are *to this ticket*
/// and by their role; the better of the two counts, so an engineer who reports a ticket is its reporter too.
///
/// # Errors
/// [`Denied`] with the reason; [`Denied::CannotSee`] goes before every other, so that no answer betrays a ticket.
pub fn may(actor: &Actor, action: TicketAction, relation: &Relation, rules: &Workflow) -> Result<(), Denied> {
    approved(actor)?;
    let sees_as_staff = sees_as_staff(actor, relation, rules);
    if !sees_as_staff && !relation.is_reporter {
        return Err(Denied::CannotSee);
    }
    let works_on_it = relation.is_assignee && actor.role == Role::Engineer;
    let manages_ticket = works_on_it || actor.role.is_admin();
    match action {
        TicketAction::See | TicketAction::Reply => Ok(()),
        TicketAction::ReadNotes | TicketAction::WriteNote if sees_as_staff => Ok(()),
        TicketAction::ReadNotes | TicketAction::WriteNote => Err(Denied::StaffOnly),
        TicketAction::Edit if manages_ticket => Ok(()),
        TicketAction::Edit if relation.is_reporter && relation.status.is_active() => Ok(()),
        TicketAction::Edit if relation.is_reporter => Err(Denied::NotInThisState),
        TicketAction::Edit | TicketAction::Prioritize if !manages_ticket => Err(Denied::AssigneeOrAdminOnly),
        TicketAction::Edit | TicketAction::Prioritize => Ok(()),
        TicketAction::Take => may_take(actor, relation, sees_as_staff),
        TicketAction::Assign if actor.role.is_admin() => Ok(()),
        TicketAction::Delete if actor.role == Role::Superadmin => Ok(()),
        TicketAction::Assign | TicketAction::Delete => Err(Denied::Role),
        TicketAction::Move(action) => may_move(action, relation.is_reporter, manages_ticket, actor.role, rules),
    }
}

fn approved(actor: &Actor) -> Result<(), Denied> {
    if actor.status == AccountStatus::Approved { Ok(()) } else { Err(Denied::AccountNotApproved) }
}

/// Sees the ticket with its notes: admins all, engineers their own work or, by policy, everything.
/// The engineer who reports a ticket reads it as its reporter, without the notes about them.
fn sees_as_staff(actor: &Actor, relation: &Relation, rules: &Workflow) -> bool {
    match actor.role {
        Role::Admin | Role::Superadmin => true,
        Role::Engineer => relation.is_assignee || rules.engineer_scope == EngineerScope::All,
        Role::Customer => false,
    }
}

const fn may_take(actor: &Actor, relation: &Relation, sees_as_staff: bool) -> Result<(), Denied> {
    match actor.role {
        Role::Engineer if relation.is_assignee => Ok(()),
        Role::Engineer if relation.is_reporter => Err(Denied::Role),
        Role::Engineer if relation.is_unassigned && sees_as_staff => Ok(()),
        Role::Engineer => Err(Denied::SomebodyElses),
        Role::Customer | Role::Admin | Role::Superadmin => Err(Denied::Role),
    }
}

const fn may_move(
    action: StatusAction,
    is_reporter: bool,
    manages_ticket: bool,
    role: Role,
    rules: &Workflow,
) -> Result<(), Denied> {
    match action {
        StatusAction::Block | StatusAction::Unblock | StatusAction::MarkUnresolved if manages_ticket => Ok(()),
        StatusAction::Block | StatusAction::Unblock | StatusAction::MarkUnresolved => Err(Denied::AssigneeOrAdminOnly),
        StatusAction::Resolve if role.is_admin() => Ok(()),
        StatusAction::Resolve if manages_ticket && rules.engineers_may_resolve => Ok(()),
        StatusAction::Resolve if is_reporter && rules.reporters_may_resolve => Ok(()),
        StatusAction::Resolve if manages_ticket || is_reporter => Err(Denied::Policy),
        StatusAction::Resolve => Err(Denied::AssigneeOrAdminOnly),
        StatusAction::Close | StatusAction::Reopen if manages_ticket || is_reporter => Ok(()),
        StatusAction::Close | StatusAction::Reopen => Err(Denied::AssigneeOrAdminOnly),
        StatusAction::Cancel if is_reporter => Ok(()),
        StatusAction::Cancel => Err(Denied::ReporterOnly),
    }
}
