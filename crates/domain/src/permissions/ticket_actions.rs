use super::Denied;
use super::tickets::{Relation, approved};
use crate::people::{Actor, Role};
use crate::policy::{EngineerScope, EngineersAct, PriorityNeeds, Workflow};
use crate::state_machine::{StatusAction, TicketAction};

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
    if !sees_as_staff && !relation.is_reporter && !relation.is_follower {
        return Err(Denied::CannotSee);
    }
    let works_on_it = relation.is_assignee && actor.role == Role::Engineer;
    let manages_ticket = works_on_it || actor.role.is_admin();
    let acts = manages_ticket || acts_for_colleagues(actor, relation, sees_as_staff, rules);
    match action {
        TicketAction::See | TicketAction::Reply => Ok(()),
        TicketAction::ReadNotes | TicketAction::WriteNote if sees_as_staff => Ok(()),
        TicketAction::ReadNotes | TicketAction::WriteNote => Err(Denied::StaffOnly),
        TicketAction::Edit if manages_ticket => Ok(()),
        TicketAction::Edit if relation.is_reporter && relation.status.is_active() => Ok(()),
        TicketAction::Edit if relation.is_reporter => Err(Denied::NotInThisState),
        TicketAction::Edit => Err(Denied::AssigneeOrAdminOnly),
        TicketAction::Prioritize => may_prioritize(actor.role, relation.is_reporter, manages_ticket, rules),
        TicketAction::Take => may_take(actor.role, relation, rules),
        TicketAction::HandBack if relation.is_assignee && actor.role.is_staff() => Ok(()),
        TicketAction::HandBack => Err(Denied::AssigneeOnly),
        TicketAction::Assign if actor.role.is_admin() => Ok(()),
        TicketAction::Delete if actor.role == Role::Superadmin => Ok(()),
        TicketAction::Assign | TicketAction::Delete => Err(Denied::Role),
        TicketAction::ChangeFollowers if acts || relation.is_reporter => Ok(()),
        TicketAction::ChangeFollowers => Err(Denied::NotTheirFollowers),
        TicketAction::Unfollow if relation.is_follower => Ok(()),
        TicketAction::Unfollow => Err(Denied::FollowerOnly),
        TicketAction::ReadRating if sees_as_staff || relation.is_reporter => Ok(()),
        TicketAction::ReadRating => Err(Denied::NotTheirRating),
        TicketAction::Rate if relation.is_reporter => Ok(()),
        TicketAction::Rate => Err(Denied::ReporterOnly),
        TicketAction::Move(action) => may_move(action, relation.is_reporter, acts, actor.role, rules),
    }
}

/// Sees the ticket with its notes: admins all, engineers their own work or, by policy, everything.
/// The engineer who reports or follows a ticket reads it as its reporter does, without the notes about them.
fn sees_as_staff(actor: &Actor, relation: &Relation, rules: &Workflow) -> bool {
    match actor.role {
        Role::Admin | Role::Superadmin => true,
        Role::Engineer => relation.is_assignee || rules.engineer_scope == EngineerScope::All,
        Role::Customer => false,
    }
}

/// With policy `engineers_act = all` every engineer who sees a ticket moves it, except the one who reported it: an engineer
/// never works on a ticket of their own.
fn acts_for_colleagues(actor: &Actor, relation: &Relation, sees_as_staff: bool, rules: &Workflow) -> bool {
    let engineers_act = rules.engineers_act == EngineersAct::All && actor.role == Role::Engineer;
    engineers_act && sees_as_staff && !relation.is_reporter
}

/// A policy that demands a higher rank binds the staff; the reporter's right is a policy of its own.
fn may_prioritize(role: Role, is_reporter: bool, manages_ticket: bool, rules: &Workflow) -> Result<(), Denied> {
    let (enough, denied) = match rules.priority_needs {
        PriorityNeeds::Assignee => (manages_ticket, Denied::AssigneeOrAdminOnly),
        PriorityNeeds::Admin => (role.is_admin(), Denied::AdminOnly),
        PriorityNeeds::Superadmin => (role == Role::Superadmin, Denied::SuperadminOnly),
    };
    if enough || (is_reporter && rules.reporters_may_prioritise) { Ok(()) } else { Err(denied) }
}

/// Staff who see a ticket take it while it is unassigned; with policy `engineers_act = all` also from its assignee.
fn may_take(role: Role, relation: &Relation, rules: &Workflow) -> Result<(), Denied> {
    match role {
        Role::Customer => Err(Denied::Role),
        _ if relation.is_assignee => Ok(()),
        _ if relation.is_reporter => Err(Denied::OwnTicket),
        _ if relation.is_unassigned || rules.engineers_act == EngineersAct::All => Ok(()),
        _ => Err(Denied::SomebodyElses),
    }
}

/// Who makes a move. `acts` says whether this person works on the ticket, as its assignee, as an admin or by policy.
fn may_move(action: StatusAction, is_reporter: bool, acts: bool, role: Role, rules: &Workflow) -> Result<(), Denied> {
    let (allowed, by_policy) = match action {
        StatusAction::Block | StatusAction::Unblock | StatusAction::MarkUnresolved => (acts, true),
        StatusAction::Reopen => (acts || is_reporter, true),
        StatusAction::Cancel if is_reporter => (true, true),
        StatusAction::Cancel => return Err(Denied::ReporterOnly),
        StatusAction::Close => (acts || is_reporter, role.is_admin() || is_reporter || rules.engineers_may_close),
        StatusAction::Resolve => {
            let as_staff = acts && rules.engineers_may_resolve;
            let as_reporter = is_reporter && rules.reporters_may_resolve;
            (acts || is_reporter, role.is_admin() || as_staff || as_reporter)
        }
    };
    match (allowed, by_policy) {
        (true, true) => Ok(()),
        (true, false) => Err(Denied::Policy),
        (false, _) => Err(Denied::AssigneeOrAdminOnly),
    }
}
