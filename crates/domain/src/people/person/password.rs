use super::Person;
use crate::history::{EventKind, Fact};
use crate::people::{EmailAddress, PasswordHash};

impl Person {
    /// What an attacker who knows the person tries first.
    pub(crate) fn known_names(&self) -> Vec<&str> {
        let email = self.email.as_ref().map(EmailAddress::as_str);
        [self.username.as_str(), self.name.as_str()].into_iter().chain(email).collect()
    }

    /// Stores the same password in another form of hash. It is no change of the account: no session ends.
    pub fn renew_hash(&mut self, hash: PasswordHash) {
        self.0.password = Some(hash);
    }

    /// Sets the first password of an invited person.
    pub fn accept_invitation(&mut self, password: PasswordHash) -> Vec<Fact> {
        self.set(EventKind::InvitationAccepted, |p| p.password.is_none().then(|| p.password = Some(password)))
            .into_iter()
            .collect()
    }

    /// Replaces the password. An address that waits is dropped: a thief may have given it, and its link would still take
    /// the account.
    pub fn change_password(&mut self, password: PasswordHash) -> Vec<Fact> {
        self.set(EventKind::PasswordChanged, |p| {
            p.password = Some(password);
            p.email_pending = None;
            Some(())
        })
        .into_iter()
        .collect()
    }
}
