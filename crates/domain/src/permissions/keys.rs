use super::Denied;
use crate::api_keys::{KeyScope, KeyScopes};
use crate::ids::PersonId;
use crate::people::{AccountStatus, Actor, Role};

/// What a request asks of the key that it comes with. A session may do all of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyAccess {
    /// To read.
    Read,
    /// To change something.
    Write,
    /// To sign up engineers who are approved at once.
    RegisterStaff,
    /// To deliver mail.
    DeliverMail,
    /// What no key may: keys, password, account settings. A stolen key must not make itself another, nor take the
    /// account away.
    SessionOnly,
}

/// Why a key may not do what its owner may.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum KeyDenied {
    /// It lacks this scope, or its owner no longer has the role for it.
    #[error("this needs an API key with the scope {0}")]
    Scope(KeyScope),
    /// No scope would do.
    #[error("no API key may do this: sign in")]
    SessionOnly,
}

/// Whether a key with these scopes, as far as they count for its owner now, may be used so.
///
/// # Errors
/// [`KeyDenied`] names what is missing.
pub fn may_use(scopes: &[KeyScope], access: KeyAccess) -> Result<(), KeyDenied> {
    let enough: &[KeyScope] = match access {
        KeyAccess::Read => &[KeyScope::Read, KeyScope::Write],
        KeyAccess::Write => &[KeyScope::Write],
        KeyAccess::RegisterStaff => &[KeyScope::StaffRegister],
        KeyAccess::DeliverMail => &[KeyScope::MailDeliver],
        KeyAccess::SessionOnly => &[],
    };
    match enough.first() {
        _ if enough.iter().any(|scope| scopes.contains(scope)) => Ok(()),
        Some(least) => Err(KeyDenied::Scope(*least)),
        None => Err(KeyDenied::SessionOnly),
    }
}

/// Whether `actor` may make themselves a key with these scopes.
///
/// # Errors
/// [`Denied::AccountNotApproved`]; [`Denied::Role`] for a scope that takes a higher role.
pub fn may_make_key(actor: &Actor, scopes: &KeyScopes) -> Result<(), Denied> {
    if actor.status != AccountStatus::Approved {
        Err(Denied::AccountNotApproved)
    } else if scopes.of_owner(actor.role).len() < scopes.iter().count() {
        Err(Denied::Role)
    } else {
        Ok(())
    }
}

/// Whether `actor` may list and revoke the keys of `owner`: everybody their own, superadmins everybody's.
///
/// # Errors
/// [`Denied::AccountNotApproved`], [`Denied::Role`].
pub fn may_manage_keys_of(actor: &Actor, owner: PersonId) -> Result<(), Denied> {
    if actor.status != AccountStatus::Approved {
        Err(Denied::AccountNotApproved)
    } else if actor.is(owner) || actor.role == Role::Superadmin {
        Ok(())
    } else {
        Err(Denied::Role)
    }
}
