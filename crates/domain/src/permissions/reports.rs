use super::{Denied, PeopleVisibility};
use crate::people::{AccountStatus, Actor, Role};
use crate::policy::{EngineerScope, Workflow};

/// Whether `actor` may read reports: staff may, each about the tickets that they may see.
///
/// # Errors
/// [`Denied`] says why not.
pub fn may_read_reports(actor: &Actor) -> Result<(), Denied> {
    if actor.status != AccountStatus::Approved {
        return Err(Denied::AccountNotApproved);
    }
    if actor.role.is_staff() { Ok(()) } else { Err(Denied::StaffOnly) }
}

/// Of which engineers `actor` may read how much they have to do: admins of all; an engineer of themselves, and of
/// their colleagues where a policy shows them those anyway, as people or through their tickets.
///
/// # Errors
/// [`Denied`] as for [`may_read_reports`].
pub fn figures_visible_to(actor: &Actor, rules: &Workflow) -> Result<PeopleVisibility, Denied> {
    may_read_reports(actor)?;
    let shows_colleagues = rules.engineers_list_users || rules.engineer_scope == EngineerScope::All;
    Ok(match actor.role {
        Role::Superadmin => PeopleVisibility::Everybody,
        Role::Admin => PeopleVisibility::CustomersAndEngineers(actor.id),
        _ if shows_colleagues => PeopleVisibility::CustomersAndEngineers(actor.id),
        _ => PeopleVisibility::Only(actor.id),
    })
}
