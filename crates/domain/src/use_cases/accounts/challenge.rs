use time::Duration;

use crate::people::{PasswordHash, Person};
use crate::ports::{SecretDigest, SecretToken};
use crate::second_factors::SignInChallenge;
use crate::use_cases::Error;
use crate::use_cases::transaction::TxContext;

/// What a person gets for the right password where a code is wanted too.
#[derive(Clone, Debug)]
pub struct Challenge {
    /// The token of the challenge, to be sent with the code.
    pub token: SecretToken,
    /// How long it is good.
    pub expires_in: Duration,
}

impl TxContext<'_> {
    /// Begins the wait for a code, after the right password.
    pub(crate) async fn begin_challenge(&mut self, person: &Person) -> Result<Challenge, Error> {
        let token = self.desk.ports.secrets.generate();
        let challenge = SignInChallenge {
            digest: self.desk.ports.secrets.digest(token.reveal()),
            person: person.id,
            password: self.password_digest(person),
            expires_at: self.now + SignInChallenge::LIFETIME,
            wrong_codes: 0,
        };
        self.uow.second_factors().save_challenge(&challenge).await?;
        Ok(Challenge { token, expires_in: SignInChallenge::LIFETIME })
    }

    /// A digest of the password's hash: with another password it is another one.
    pub(crate) fn password_digest(&self, person: &Person) -> SecretDigest {
        self.desk.ports.secrets.digest(person.password.as_ref().map_or("", PasswordHash::as_str))
    }
}
