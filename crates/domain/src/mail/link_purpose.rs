use time::Duration;

use crate::text::word_type;

word_type! {
    /// What a link in a mail about one's own account is for. It is good once, for this and nothing else.
    LinkPurpose: "one of verify_email, reset_password, accept_invitation, undo_email_change, claim_account" {
        /// Shows that the address is theirs.
        VerifyEmail = "verify_email",
        /// Sets another password without the old one.
        ResetPassword = "reset_password",
        /// Sets the first password of an account that another person made.
        AcceptInvitation = "accept_invitation",
        /// Takes a changed address back, on behalf of the address before.
        UndoEmailChange = "undo_email_change",
        /// Gives an account whose address was never verified to the owner of the address, with a new password: another person may have
        /// signed up with it.
        ClaimAccount = "claim_account",
    }
}

impl LinkPurpose {
    /// A person gets at most one link of a purpose within this time, however many requests come: a stranger can request one,
    /// and each link voids the one before. So such requests can neither fill a mailbox nor keep its owner from
    /// using a link, which is good for at least this long.
    pub const PAUSE: Duration = Duration::minutes(15);

    /// How long a link is good. The more it can do, and the less its reader expects it, the shorter. The longest is for an owner who was
    /// robbed, and may be away.
    #[must_use]
    pub const fn lifetime(&self) -> Duration {
        match self {
            Self::VerifyEmail => Duration::hours(24),
            Self::ResetPassword => Duration::minutes(30),
            Self::AcceptInvitation | Self::ClaimAccount => Duration::hours(72),
            Self::UndoEmailChange => Duration::days(7),
        }
    }

    /// Whether a later link takes the place of an earlier one to any address, or only of one to the same address. A
    /// thief who changes the address twice must not void the link that the owner has.
    #[must_use]
    pub const fn is_one_a_person(&self) -> bool {
        !matches!(self, Self::UndoEmailChange)
    }

    /// Whether it sets a password.
    #[must_use]
    pub const fn sets_password(&self) -> bool {
        matches!(self, Self::ResetPassword | Self::AcceptInvitation | Self::ClaimAccount)
    }
}
