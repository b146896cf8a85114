use super::{Denied, may_list_people};
use crate::ids::PersonId;
use crate::people::{AccountStatus, Actor, Role};
use crate::policy::Workflow;

/// What a person can want to do with an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PersonAction {
    /// Read it.
    See,
    /// Change name, phone, notification preferences.
    EditProfile,
    /// Give another username.
    ChangeUsername,
    /// Replace the address. Its mail can set a new password, so this amounts to taking the account.
    ChangeEmail,
    /// Say whether an engineer takes tickets.
    ChangeAvailability,
    /// Limit an engineer's open tickets.
    ChangeCapacity,
    /// Make an account of this role.
    Create,
    /// Approve, reject or suspend.
    ChangeStatus,
    /// Give this role.
    ChangeRole(Role),
    /// Remove the second factor of another person.
    RemoveSecondFactor,
    /// Remove and anonymise.
    Remove,
}

/// Which people a read may return.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PeopleVisibility {
    /// Everybody.
    Everybody,
    /// Customers and engineers, and this person.
    CustomersAndEngineers(PersonId),
    /// Only this person.
    Only(PersonId),
}

/// Which people `actor` may read: superadmins all, admins all but other admins; engineers as admins where the
/// policy lets them list people; everybody themselves.
///
/// # Errors
/// [`Denied::AccountNotApproved`]: only an approved account may do anything at all.
pub fn people_visible_to(actor: &Actor, rules: &Workflow) -> Result<PeopleVisibility, Denied> {
    match may_list_people(actor, rules) {
        Ok(()) if actor.role == Role::Superadmin => Ok(PeopleVisibility::Everybody),
        Ok(()) => Ok(PeopleVisibility::CustomersAndEngineers(actor.id)),
        Err(Denied::AccountNotApproved) => Err(Denied::AccountNotApproved),
        Err(_) => Ok(PeopleVisibility::Only(actor.id)),
    }
}

impl PeopleVisibility {
    /// Whether a person `id` of this role is among them.
    #[must_use]
    pub fn includes(&self, id: PersonId, role: Role) -> bool {
        match *self {
            Self::Everybody => true,
            Self::CustomersAndEngineers(me) => id == me || !role.is_admin(),
            Self::Only(me) => id == me,
        }
    }
}

/// Whether `actor` may do `action` with the account of `target`, who has the role `role`. For
/// [`PersonAction::Create`] there is no account yet: `target` is `None`, `role` the role wanted.
///
/// Superadmins manage all people, admins customers and engineers; no person changes their own role or status. No API key
/// makes, changes or removes an admin, or removes a second factor: a stolen one must not multiply, nor lock out the admins.
/// Only superadmins change usernames. An admin cannot see other admins, so a pending one is approved by a superadmin only.
///
/// # Errors
/// [`Denied`] with the reason; [`Denied::CannotSee`] where the person may not know of the account.
pub fn may_with_person(
    actor: &Actor,
    action: PersonAction,
    target: Option<PersonId>,
    role: Role,
    rules: &Workflow,
) -> Result<(), Denied> {
    if actor.status != AccountStatus::Approved {
        return Err(Denied::AccountNotApproved);
    }
    let themselves = target.is_some_and(|id| actor.is(id));
    if let Some(id) = target
        && !people_visible_to(actor, rules)?.includes(id, role)
    {
        return Err(Denied::CannotSee);
    }
    let manages = actor.role.manages(role);
    let allowed = match action {
        PersonAction::See => true,
        PersonAction::ChangeEmail => themselves,
        PersonAction::ChangeUsername => actor.role == Role::Superadmin,
        PersonAction::EditProfile | PersonAction::ChangeAvailability => themselves || manages,
        PersonAction::Create | PersonAction::ChangeCapacity | PersonAction::Remove => manages,
        PersonAction::RemoveSecondFactor => manages && !themselves,
        PersonAction::ChangeStatus => manages && (!themselves || actor.role == Role::Superadmin),
        PersonAction::ChangeRole(to) => {
            manages && actor.role.manages(to) && (!themselves || actor.role == Role::Superadmin)
        }
    };
    if !allowed {
        Err(reason(actor, action, themselves, role))
    } else if actor.by_key && (action == PersonAction::RemoveSecondFactor || makes_or_changes_an_admin(action, role)) {
        Err(Denied::SessionOnly)
    } else {
        Ok(())
    }
}

/// Why `actor` may not, in the words that help most.
fn reason(actor: &Actor, action: PersonAction, themselves: bool, role: Role) -> Denied {
    let of_rank = matches!(action, PersonAction::ChangeStatus | PersonAction::ChangeRole(_));
    if themselves && of_rank {
        Denied::OwnAccount
    } else if actor.role == Role::Admin
        && (action == PersonAction::ChangeUsername || makes_or_changes_an_admin(action, role))
    {
        Denied::SuperadminOnly
    } else {
        Denied::Role
    }
}

const fn makes_or_changes_an_admin(action: PersonAction, role: Role) -> bool {
    match action {
        PersonAction::See => false,
        PersonAction::ChangeRole(to) => role.is_admin() || to.is_admin(),
        _ => role.is_admin(),
    }
}
