use crate::ids::PersonId;
use crate::people::{By, Password, PasswordHash};
use crate::use_cases::Accounts;

impl Accounts<'_> {
    /// Replaces a hash that was made with a previous secret or another cost, now that its password is known. If that fails, the next
    /// sign-in tries again: the person is signed in all the same.
    pub(crate) async fn renew_hash(self, person: PersonId, password: Password, hash: &PasswordHash) {
        if !self.desk.ports.passwords.is_outdated(hash) {
            return;
        }
        let Ok(renewed) = self.desk.ports.passwords.hash(password).await else { return };
        let renewing = self.desk.in_transaction(By::System, |tx| {
            Box::pin(async { Ok(tx.uow.people().renew_password_hash(person, hash, &renewed).await?) })
        });
        let _: Result<(), _> = renewing.await;
    }
}
