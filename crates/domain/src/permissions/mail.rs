use super::Denied;
use crate::people::{AccountStatus, Actor};

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
