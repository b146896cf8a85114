use crate::invalid::Invalid;
use crate::people::{Password, PasswordHash};
use crate::use_cases::transaction::TxContext;
use crate::use_cases::{Accounts, Caller, Error};

/// Somebody who wants another password.
#[derive(Clone, Debug)]
pub struct ChangePassword {
    /// What they typed as the one they have.
    pub current: Password,
    /// What they want.
    pub new: Password,
}

/// Who has no password yet gets the same answer as who typed another: nobody learns from it which.
const WRONG_PASSWORD: Error = Error::Field { field: "current_password", reason: Invalid::Wrong };

impl Accounts<'_> {
    /// Replaces the caller's own password. All their other sessions end; the one that asks, and their keys, stay.
    ///
    /// # Errors
    /// [`Error::Field`] for a wrong current password, or a new one that repeats a name; [`Error::Overloaded`].
    pub async fn change_password(self, caller: &Caller, command: ChangePassword) -> Result<(), Error> {
        let verified_hash = caller.person.password.clone();
        if !self.desk.ports.passwords.verify(command.current, verified_hash.clone()).await? {
            return Err(WRONG_PASSWORD);
        }
        let (username, email) = (caller.person.username.as_str(), caller.person.email.as_ref());
        if command.new.repeats(username) || email.is_some_and(|email| command.new.repeats(email.as_str())) {
            return Err(Error::Field { field: "new_password", reason: Invalid::Guessable });
        }
        let new = self.desk.ports.passwords.hash(command.new).await?;
        self.desk
            .in_transaction(&caller.actor, |tx| Box::pin(tx.change_password(caller, verified_hash.as_ref(), &new)))
            .await
    }
}

impl TxContext<'_> {
    async fn change_password(
        &mut self,
        caller: &Caller,
        verified_hash: Option<&PasswordHash>,
        new: &PasswordHash,
    ) -> Result<(), Error> {
        let mut person = self.uow.people().find(caller.actor.id).await?.ok_or(Error::NotFound)?;
        // Replaced since it was compared: what was typed is no longer the current one.
        if person.password.as_ref() != verified_hash {
            return Err(WRONG_PASSWORD);
        }
        let facts = person.change_password(new.clone());
        self.record_person_except_session(&mut person, facts, caller.credential.id().session()).await
    }
}
