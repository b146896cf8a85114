use super::Denied;
use crate::people::{AccountStatus, Actor, Role};

/// Whether `actor` may export the desk: admins may. Hashes of passwords only superadmins get, and no API key: a stolen one must not
/// let passwords be guessed.
///
/// # Errors
/// [`Denied`] says why not.
pub fn may_export(actor: &Actor, with_passwords: bool) -> Result<(), Denied> {
    if actor.status != AccountStatus::Approved {
        Err(Denied::AccountNotApproved)
    } else if !actor.role.is_admin() {
        Err(Denied::Role)
    } else if with_passwords && actor.role != Role::Superadmin {
        Err(Denied::SuperadminOnly)
    } else if with_passwords && actor.by_key {
        Err(Denied::SessionOnly)
    } else {
        Ok(())
    }
}
