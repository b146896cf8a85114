use super::Denied;
use super::tickets::approved;
use crate::people::Actor;

/// Whether `actor` may save views of the list of tickets, and use them: staff may, for the list is theirs.
///
/// # Errors
/// [`Denied`] says why not.
pub fn may_save_views(actor: &Actor) -> Result<(), Denied> {
    approved(actor)?;
    if actor.role.is_staff() { Ok(()) } else { Err(Denied::StaffOnly) }
}
