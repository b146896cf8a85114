use time::Duration;

use crate::invalid::Invalid;
use crate::people::{Password, Person};
use crate::permissions::KeyDenied;
use crate::security::SecurityKind;
use crate::use_cases::transaction::TxContext;
use crate::use_cases::{Accounts, Caller, Credential, Error};

/// How long after a sign-in with a password its session needs no password again.
pub(crate) const SIGN_IN_IS_FRESH_FOR: Duration = Duration::minutes(15);

/// The answer to a wrong current password. An account without a password gets the same one, so that it does not show.
pub(crate) const WRONG_PASSWORD: Error = Error::Field { field: "current_password", reason: Invalid::Wrong };

impl Accounts<'_> {
    /// Checks again who sends a request that could take the account or multiply access to it. A person who finds an
    /// open session, or a copy of its access token, does not know the password.
    ///
    /// A password that is given must be right. Without one, the session must be younger than 15 minutes; refreshing it
    /// does not make it younger. No API key passes.
    ///
    /// # Errors
    /// [`Error::Unauthenticated`] where the session has ended; [`Error::PasswordRequired`] without a password in an older
    /// session; [`Error::Field`] for a wrong password;
    /// [`Error::KeyDenied`] for an API key; [`Error::Overloaded`].
    pub async fn confirm_identity(self, caller: &Caller, current_password: Option<Password>) -> Result<(), Error> {
        let Credential::Session(session) = caller.credential else { return Err(KeyDenied::SessionOnly.into()) };
        if let Some(password) = current_password {
            return self.verify_current_password(caller, password).await;
        }
        let session = self.desk.ports.sessions.find(session).await?.ok_or(Error::Unauthenticated)?;
        if self.desk.ports.clock.now() - session.begun_at < SIGN_IN_IS_FRESH_FOR {
            Ok(())
        } else {
            Err(Error::PasswordRequired)
        }
    }

    /// Compares with the caller's password as it was when the request was authenticated.
    pub(crate) async fn verify_current_password(self, caller: &Caller, typed: Password) -> Result<(), Error> {
        let check = self.check_password(&typed, caller.person.password.clone()).await?;
        if check.is_right() {
            return Ok(());
        }
        self.desk.note_refusal(SecurityKind::IdentityNotConfirmed, Some(caller.actor.id), "wrong_password", None);
        Err(WRONG_PASSWORD)
    }
}

impl TxContext<'_> {
    /// Locks the account of a caller who signed in, and returns it. For requests that could take the account: their session may have
    /// ended since they were authenticated, because the owner set a new password or removed a second factor. Then they are refused.
    ///
    /// # Errors
    /// [`Error::Unauthenticated`] where the session has ended; [`Error::KeyDenied`] for an API key.
    pub(crate) async fn lock_signed_in(&mut self, caller: &Caller) -> Result<Person, Error> {
        let person = self.uow.people().find(caller.actor.id).await?.ok_or(Error::Unauthenticated)?;
        let session = caller.credential.id().session().ok_or(KeyDenied::SessionOnly)?;
        if self.uow.sessions().has_ended(session).await? { Err(Error::Unauthenticated) } else { Ok(person) }
    }
}
