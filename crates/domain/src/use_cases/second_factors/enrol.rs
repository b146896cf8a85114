use crate::people::Password;
use crate::ports::SecretToken;
use crate::second_factors::{FactorSecret, SecondFactor};
use crate::security::SecurityKind;
use crate::ticket::Refusal;
use crate::use_cases::transaction::TxContext;
use crate::use_cases::{Accounts, Caller, Error};

/// What an authenticator app needs. It is shown once.
#[derive(Clone, Debug)]
pub struct Enrolment {
    /// The secret in base32, to be typed.
    pub secret: SecretToken,
    /// The same as a URL, to be shown as a QR code.
    pub otpauth_url: SecretToken,
}

impl Accounts<'_> {
    /// Begins to set up the caller's second factor with a new secret. It counts only after
    /// [`Accounts::confirm_second_factor`], within 15 minutes. An older secret that was not confirmed is replaced.
    ///
    /// # Errors
    /// [`Refusal::SecondFactorSet`] where there is one; those of [`Accounts::confirm_identity`].
    pub async fn enrol_second_factor(
        self,
        caller: &Caller,
        current_password: Option<Password>,
    ) -> Result<Enrolment, Error> {
        self.desk.require_one_time_codes()?;
        self.confirm_identity(caller, current_password).await?;
        let codes = &self.desk.ports.one_time_codes;
        let secret = codes.new_secret();
        self.desk.in_transaction(&caller.actor, |tx| Box::pin(tx.enrol(caller, &secret))).await?;
        let account = caller.person.username.as_str();
        Ok(Enrolment { secret: codes.secret_text(&secret), otpauth_url: codes.otpauth_url(&secret, account) })
    }
}

impl TxContext<'_> {
    async fn enrol(&mut self, caller: &Caller, secret: &FactorSecret) -> Result<(), Error> {
        let person = self.lock_signed_in(caller).await?;
        if person.second_factor_at.is_some() {
            return Err(Refusal::SecondFactorSet.into());
        }
        let sealed = self.desk.ports.one_time_codes.seal(person.id, secret);
        let factor = SecondFactor::enrolled(person.id, sealed, self.now);
        self.uow.second_factors().save(&factor).await?;
        self.record_security(SecurityKind::SecondFactorEnrolled, person.id, None).await
    }
}
