use super::Denied;
use super::tickets::approved;
use crate::people::Actor;

/// Whether `actor` may manage webhooks, and read what they were sent: admins may. A webhook is sent every event, notes' too.
///
/// # Errors
/// [`Denied`] says why not.
pub fn may_manage_webhooks(actor: &Actor) -> Result<(), Denied> {
    approved(actor)?;
    if actor.role.is_admin() { Ok(()) } else { Err(Denied::Role) }
}
