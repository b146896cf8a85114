use super::{Denied, NotesVisibility, tickets_visible_to};
use crate::ids::PersonId;
use crate::people::{AccountStatus, Actor};
use crate::policy::Workflow;

/// Whether `actor` may look into the outbox, and have mails sent after all.
///
/// # Errors
/// [`Denied`] says why not.
pub fn may_manage_mail(actor: &Actor) -> Result<(), Denied> {
    match actor.status {
        AccountStatus::Approved if actor.role.is_admin() => Ok(()),
        AccountStatus::Approved => Err(Denied::Role),
        _ => Err(Denied::AccountNotApproved),
    }
}

/// Which mail that came in a person may see, and decide about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IntakeVisibility {
    /// All of it, also what belongs to no ticket.
    Everything,
    /// What belongs to tickets whose notes they may read.
    OfTickets(NotesVisibility),
}

impl IntakeVisibility {
    /// Whether a mail is among it that belongs to a ticket with this assignee; the outer `None` for one without a ticket.
    #[must_use]
    pub fn includes(self, ticket: Option<Option<PersonId>>) -> bool {
        match (self, ticket) {
            (Self::Everything, _) => true,
            (Self::OfTickets(notes), Some(assignee)) => notes.include(assignee),
            (Self::OfTickets(_), None) => false,
        }
    }
}

/// Which mail that came in `actor` may see and decide about: admins all of it, engineers what belongs to the tickets whose notes they
/// read.
///
/// # Errors
/// [`Denied`] says why not.
pub fn intake_visible_to(actor: &Actor, rules: &Workflow) -> Result<IntakeVisibility, Denied> {
    let tickets = tickets_visible_to(actor, rules)?;
    match actor.role {
        role if role.is_admin() => Ok(IntakeVisibility::Everything),
        role if role.is_staff() => Ok(IntakeVisibility::OfTickets(tickets.notes())),
        _ => Err(Denied::Role),
    }
}
