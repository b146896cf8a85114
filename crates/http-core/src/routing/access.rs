use deskhand_domain::people::{Actor, Role};
use deskhand_domain::permissions::Denied;

/// The least that a caller must be, whatever the request is about. The domain decides the rest: it knows the ticket, the person and
/// the policy.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Access {
    /// Everybody, also without a token.
    Public,
    /// Everybody with a valid token or API key.
    SignedIn,
    /// Engineers and above.
    Staff,
    /// Admins and above.
    Admins,
    /// Superadmins.
    Superadmins,
}

impl Access {
    /// Whether `actor` is that much.
    ///
    /// # Errors
    /// [`Denied::StaffOnly`] or [`Denied::Role`].
    pub fn check(self, actor: &Actor) -> Result<(), Denied> {
        match self {
            Self::Public | Self::SignedIn => Ok(()),
            Self::Staff if actor.role.is_staff() => Ok(()),
            Self::Staff => Err(Denied::StaffOnly),
            Self::Admins if actor.role.is_admin() => Ok(()),
            Self::Superadmins if actor.role == Role::Superadmin => Ok(()),
            Self::Admins | Self::Superadmins => Err(Denied::Role),
        }
    }
}
