use super::{AccountStatus, Person};
use crate::mail::{EmailAddress, LinkPurpose};

impl LinkPurpose {
    /// Whether a link of this purpose would be of use to `person` now. Removed and rejected people get none,
    /// a verified address needs no verification, an invitation ends with the first password, and an account can be claimed until its address is verified.
    #[must_use]
    pub fn is_of_use_to(&self, person: &Person) -> bool {
        let in_use = person.removed_at.is_none() && person.status != AccountStatus::Rejected;
        let wanted = match self {
            Self::VerifyEmail => person.email_verified_at.is_none() || person.email_pending.is_some(),
            Self::ResetPassword | Self::UndoEmailChange => true,
            Self::AcceptInvitation => person.password.is_none(),
            Self::ClaimAccount => person.password.is_some() && person.email_verified_at.is_none(),
        };
        in_use && wanted && person.email.is_some()
    }

    /// Whether a link of this purpose that was sent to `address` is good for `person` now. It proves that its reader
    /// reads the mail of that address, so the address must still mean this person. To undo a change, it must be
    /// another one than theirs, or another one must wait.
    #[must_use]
    pub fn is_good_for(&self, person: &Person, address: &EmailAddress) -> bool {
        self.is_of_use_to(person)
            && match self {
                Self::VerifyEmail => {
                    person.awaits_confirmation_of(address)
                        || (person.is_reached_at(address) && person.email_verified_at.is_none())
                }
                Self::ResetPassword | Self::AcceptInvitation | Self::ClaimAccount => person.is_reached_at(address),
                Self::UndoEmailChange => !person.is_reached_at(address) || person.email_pending.is_some(),
            }
    }
}

impl Person {
    /// Whether `address` is theirs, as following a link in a mail showed.
    #[must_use]
    pub fn has_verified(&self, address: &EmailAddress) -> bool {
        self.email_verified_at.is_some() && self.is_reached_at(address)
    }

    /// Whether `address` is where mail reaches this person now. Case does not count.
    #[must_use]
    pub fn is_reached_at(&self, address: &EmailAddress) -> bool {
        self.email.as_ref().is_some_and(|current| current.case_folded() == address.case_folded())
    }

    /// Whether `address` is the one that counts as soon as its link was followed. Case does not count.
    #[must_use]
    pub fn awaits_confirmation_of(&self, address: &EmailAddress) -> bool {
        self.email_pending.as_ref().is_some_and(|pending| pending.case_folded() == address.case_folded())
    }
}
