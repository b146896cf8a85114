use crate::invalid::Invalid;
use crate::text::word_type;

word_type! {
    /// What a person is to the help desk (docs/domain.md section 1).
    Role: "one of customer, engineer, admin, superadmin" {
        /// Opens tickets.
        Customer = "customer",
        /// Works on tickets that are assigned to them.
        Engineer = "engineer",
        /// Runs the desk: manages customers, engineers and every ticket.
        Admin = "admin",
        /// Manages the admins, and may delete.
        Superadmin = "superadmin",
    }
}

impl Role {
    /// The roles that a person can sign up with. Admins are made by a superadmin.
    pub const ON_SIGN_UP: &[Self] = &[Self::Customer, Self::Engineer];

    /// Parses the role of a sign-up.
    ///
    /// # Errors
    /// [`Invalid::Format`] for every word that is none of [`Role::ON_SIGN_UP`].
    pub fn parse_on_sign_up(text: &str) -> Result<Self, Invalid> {
        let known = Self::ON_SIGN_UP.iter().find(|role| role.as_str() == text);
        known.copied().ok_or(Invalid::Format("one of customer, engineer"))
    }

    /// Engineers, admins and superadmins: those who answer.
    #[must_use]
    pub const fn is_staff(&self) -> bool {
        !matches!(self, Self::Customer)
    }

    /// Admins and superadmins.
    #[must_use]
    pub const fn is_admin(&self) -> bool {
        matches!(self, Self::Admin | Self::Superadmin)
    }

    /// Whether a person of this role manages accounts of `other`: superadmins manage all, admins
    /// customers and engineers, the rest none.
    #[must_use]
    pub const fn manages(&self, other: Self) -> bool {
        match self {
            Self::Superadmin => true,
            Self::Admin => !other.is_admin(),
            Self::Customer | Self::Engineer => false,
        }
    }
}
