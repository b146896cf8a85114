use super::Denied;
use super::tickets::approved;
use crate::people::{Actor, Role};

/// Whether `actor` may upload files. Which message they may write decides the rest.
///
/// # Errors
/// [`Denied`] says why not.
pub fn may_upload(actor: &Actor) -> Result<(), Denied> {
    approved(actor)
}

/// Whether `actor` may remove the files of a message that they see.
///
/// # Errors
/// [`Denied`] says why not.
pub fn may_remove_files(actor: &Actor) -> Result<(), Denied> {
    approved(actor)?;
    if actor.role == Role::Superadmin { Ok(()) } else { Err(Denied::SuperadminOnly) }
}
