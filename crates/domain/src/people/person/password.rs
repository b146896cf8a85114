use super::Person;
use crate::history::{EventKind, Fact};
use crate::people::PasswordHash;

impl Person {
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
