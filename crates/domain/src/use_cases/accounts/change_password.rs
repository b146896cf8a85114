use crate::invalid::Invalid;
use crate::people::{Password, PasswordHash};
use crate::use_cases::accounts::confirm_identity::WRONG_PASSWORD;
use crate::use_cases::transaction::TxContext;
use crate::use_cases::{Accounts, Caller, Error};

/// A change of one's own password.
#[derive(Clone, Debug)]
pub struct ChangePassword {
    /// The current password, as typed.
    pub current: Password,
    /// The new password.
    pub new: Password,
}

impl Accounts<'_> {
    /// Replaces the caller's own password. All their other sessions end. The session of this request and the API keys
    /// stay valid.
    ///
    /// # Errors
    /// [`Error::Field`] for a wrong current password, or a new one equal to the username or e-mail address;
    /// [`Error::Overloaded`].
    pub async fn change_password(self, caller: &Caller, command: ChangePassword) -> Result<(), Error> {
        let desk = self.desk.from_origin(caller.origin.clone());
        let verified_hash = caller.person.password.clone();
        self.verify_current_password(caller, command.current).await?;
        let (username, email) = (caller.person.username.as_str(), caller.person.email.as_ref());
        if command.new.repeats(username) || email.is_some_and(|email| command.new.repeats(email.as_str())) {
            return Err(Error::Field { field: "new_password", reason: Invalid::Guessable });
        }
        let new = desk.ports.passwords.hash(command.new).await?;
        desk.in_transaction(&caller.actor, |tx| Box::pin(tx.change_password(caller, verified_hash.as_ref(), &new)))
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
        // The password was changed since it was verified.
        if person.password.as_ref() != verified_hash {
            return Err(WRONG_PASSWORD);
        }
        let facts = person.change_password(new.clone());
        self.record_person_except_session(&mut person, facts, caller.credential.id().session()).await
    }
}
