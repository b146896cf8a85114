use crate::ids::PersonId;
use crate::people::By;
use crate::ports::{PersonView, RefreshToken, SecretDigest, SecretToken};
use crate::second_factors::TypedCode;
use crate::security::SecurityKind;
use crate::use_cases::accounts::sign_in::may_sign_in;
use crate::use_cases::transaction::TxContext;
use crate::use_cases::{Accounts, Error, SignInRefusal, SignedIn};

/// The second step of a sign-in.
#[derive(Clone, Debug)]
pub struct SecondFactorSignIn {
    /// The token of the challenge.
    pub challenge: SecretToken,
    /// The code, of the app or for recovery.
    pub code: TypedCode,
}

/// A session that was begun in this transaction.
type Begun = (PersonView, RefreshToken, SecretToken);

impl Accounts<'_> {
    /// Begins the session of a person who gave the right password and now a right code. A code of an app is good once, and
    /// so is a recovery code. The fifth wrong code ends the challenge.
    ///
    /// # Errors
    /// [`Error::SignIn`]: the challenge is unknown or over, the code is wrong, or the account is not in use any more;
    /// [`Error::TooManyCodes`] after 20 wrong codes within a day, over all challenges and instances.
    pub async fn sign_in_with_code(self, command: SecondFactorSignIn) -> Result<SignedIn, Error> {
        let digest = self.desk.ports.secrets.digest(command.challenge.reveal());
        // A wrong code is counted, which must be committed. So it is a result of the transaction, not an error.
        let answered =
            self.desk.in_transaction(By::System, |tx| Box::pin(tx.answer_challenge(&digest, &command.code))).await;
        let (person, refusal) = match answered {
            Ok(Ok((view, token, secret))) => return Ok(self.signed_in(view, &token, secret)),
            Ok(Err(person)) => (Some(person), SignInRefusal::WrongCode),
            Err(Error::SignIn(refusal)) => (None, refusal),
            Err(error) => return Err(error),
        };
        self.desk.note_refusal(SecurityKind::SecondFactorFailed, person, refusal.reason(person.is_some()), None);
        Err(refusal.into())
    }
}

impl TxContext<'_> {
    /// Begins a session, or returns the person whose code was wrong.
    async fn answer_challenge(
        &mut self,
        digest: &SecretDigest,
        code: &TypedCode,
    ) -> Result<Result<Begun, PersonId>, Error> {
        let invalid = || Error::from(SignInRefusal::ChallengeInvalid);
        let now = self.now;
        let first = self.uow.second_factors().find_challenge(digest, now).await?.ok_or_else(invalid)?;
        let person = self.uow.people().find(first.person).await?.ok_or_else(invalid)?;
        // Again, now that the person is locked: another request may have used it up.
        let challenge = self.uow.second_factors().find_challenge(digest, now).await?.ok_or_else(invalid)?;
        self.by = By::Person(person.id);
        let factor = self.uow.second_factors().find(person.id).await?;
        let has_password = challenge.password == self.password_digest(&person);
        let mut factor = factor.filter(|factor| has_password && factor.confirmed_at.is_some()).ok_or_else(invalid)?;
        may_sign_in(&person, self.desk.workflow())?;
        if let Some(wait) = factor.pause(now) {
            return Err(Error::TooManyCodes { wait });
        }
        let is_right = self.check_code(&person, &mut factor, code).await?;
        self.uow.second_factors().drop_challenge(digest).await?;
        if is_right {
            let (token, secret) = self.begin_session(&person).await?;
            let view = self.uow.people().view(person.id).await?.ok_or(Error::NotFound)?;
            return Ok(Ok((view, token, secret)));
        }
        if let Some(open) = challenge.after_wrong_code() {
            self.uow.second_factors().save_challenge(&open).await?;
        }
        Ok(Err(person.id))
    }
}
