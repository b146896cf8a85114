use time::Duration;

use super::{AccountStatus, EmailAddress, Person};
use crate::text::word_type;

word_type! {
    /// What a link in a mail about one's own account is for. It is good once, for this and nothing else.
    LinkPurpose: "one of verify_email, reset_password, accept_invitation" {
        /// Shows that the address is theirs.
        VerifyEmail = "verify_email",
        /// Sets another password without the old one.
        ResetPassword = "reset_password",
        /// Sets the first password of an account that somebody else made.
        AcceptInvitation = "accept_invitation",
    }
}

impl LinkPurpose {
    /// A person gets at most one link of a purpose within this time, however often somebody asks for one: anybody can
    /// ask, and each link voids the one before. So whoever asks for others can neither fill a mailbox nor keep its
    /// owner from using a link, which is good for at least this long.
    pub const PAUSE: Duration = Duration::minutes(15);

    /// How long a link is good: 24 hours, 30 minutes, 72 hours. The more it can do, and the less its reader expects
    /// it, the shorter.
    #[must_use]
    pub const fn lifetime(&self) -> Duration {
        match self {
            Self::VerifyEmail => Duration::hours(24),
            Self::ResetPassword => Duration::minutes(30),
            Self::AcceptInvitation => Duration::hours(72),
        }
    }

    /// Whether it sets a password.
    #[must_use]
    pub const fn sets_password(&self) -> bool {
        matches!(self, Self::ResetPassword | Self::AcceptInvitation)
    }

    /// Whether a link of this purpose would be of use to `person` now. Nobody who was removed or rejected gets one,
    /// nobody verifies what is verified, and an invitation ends with the first password.
    #[must_use]
    pub fn is_of_use_to(&self, person: &Person) -> bool {
        let in_use = person.removed_at.is_none() && person.status != AccountStatus::Rejected;
        let wanted = match self {
            Self::VerifyEmail => person.email_verified_at.is_none(),
            Self::ResetPassword => true,
            Self::AcceptInvitation => person.password.is_none(),
        };
        in_use && wanted && person.email.is_some()
    }
}

impl Person {
    /// Whether `address` is where mail reaches this person now. Case does not count.
    #[must_use]
    pub fn is_reached_at(&self, address: &EmailAddress) -> bool {
        self.email.as_ref().is_some_and(|current| current.case_folded() == address.case_folded())
    }
}
