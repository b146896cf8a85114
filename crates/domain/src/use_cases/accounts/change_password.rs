use crate::people::{Password, PasswordHash};
use crate::use_cases::accounts::confirm_identity::WRONG_PASSWORD;
use crate::use_cases::transaction::{Ending, TxContext};
use crate::use_cases::{Accounts, Caller, Error};

/// A change of one's own password.
#[derive(Clone, Debug)]
pub struct ChangePassword {
    /// The current password, as typed.
    pub current: Password,
    /// The new password.
    pub new: Password,
    /// Whether all API keys end as well.
    pub revoke_api_keys: bool,
}

impl Accounts<'_> {
    /// Replaces the caller's own password. All their other sessions end, and their API keys if the command says so. The
    /// session of this request stays valid.
    ///
    /// # Errors
    /// [`Error::Field`] for a wrong current password, or a new one that is too easy to guess; [`Error::Unauthenticated`] where
    /// the session ended meanwhile; [`Error::Overloaded`].
    pub async fn change_password(self, caller: &Caller, command: ChangePassword) -> Result<(), Error> {
        let verified_hash = caller.person.password.clone();
        self.verify_current_password(caller, command.current).await?;
        let new = self.hash_new_password("new_password", command.new, &caller.person.known_names()).await?;
        let ending = Ending { spared: caller.credential.id().session(), api_keys: command.revoke_api_keys };
        let verified = verified_hash.as_ref();
        self.desk.in_transaction(&caller.actor, |tx| Box::pin(tx.change_password(caller, verified, &new, ending))).await
    }
}

impl TxContext<'_> {
    async fn change_password(
        &mut self,
        caller: &Caller,
        verified_hash: Option<&PasswordHash>,
        new: &PasswordHash,
        ending: Ending,
    ) -> Result<(), Error> {
        let mut person = self.lock_signed_in(caller).await?;
        // The password was changed since it was verified.
        if person.password.as_ref() != verified_hash {
            return Err(WRONG_PASSWORD);
        }
        let facts = person.change_password(new.clone());
        self.record_person_ending(&mut person, facts, ending).await
    }
}
