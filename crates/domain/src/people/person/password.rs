use super::Person;
use crate::history::{EventKind, Fact};
use crate::people::PasswordHash;

impl Person {
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

    /// Replaces the password.
    pub fn change_password(&mut self, password: PasswordHash) -> Vec<Fact> {
        self.set(EventKind::PasswordChanged, |p| {
            p.password = Some(password);
            Some(())
        })
        .into_iter()
        .collect()
    }
}
