use super::check_password::PasswordCheck;
use crate::ids::PersonId;
use crate::people::{By, Password, PasswordHash};
use crate::use_cases::Accounts;

impl Accounts<'_> {
    /// Replaces a hash that was made with a previous secret, another cost, or before passwords were normalised, now that its
    /// password is known. Returns the hash that is stored now. If the replacement fails, that is the old one: the next sign-in
    /// tries again, and the person is signed in all the same.
    pub(crate) async fn renew_hash(
        self,
        person: PersonId,
        password: Password,
        hash: PasswordHash,
        check: PasswordCheck,
    ) -> PasswordHash {
        if check != PasswordCheck::RightAsTyped && !self.desk.ports.passwords.is_outdated(&hash) {
            return hash;
        }
        let Ok(renewed) = self.desk.ports.passwords.hash(password).await else { return hash };
        let renewing = self.desk.in_transaction(By::System, |tx| {
            Box::pin(async { Ok(tx.uow.people().renew_password_hash(person, &hash, &renewed).await?) })
        });
        if matches!(renewing.await, Ok(true)) { renewed } else { hash }
    }
}
