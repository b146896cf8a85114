use crate::invalid::Invalid;
use crate::permissions::KeyDenied;
use crate::ports::{SecretDigest, SecretToken};
use crate::second_factors::{SecondFactor, TypedCode};
use crate::ticket::Refusal;
use crate::use_cases::transaction::{Ending, TxContext};
use crate::use_cases::{Accounts, Caller, Credential, Error};

impl Accounts<'_> {
    /// Ends the set-up of the caller's second factor with a code of their app. The caller's other sessions end. Returns
    /// the recovery codes: they are shown once, and each is good for one sign-in.
    ///
    /// # Errors
    /// [`Error::Field`] for a wrong code; [`Refusal::SecondFactorSet`]; [`Refusal::NoSecondFactor`] where no set-up was
    /// begun in the last 15 minutes.
    pub async fn confirm_second_factor(self, caller: &Caller, code: TypedCode) -> Result<Vec<SecretToken>, Error> {
        self.desk.require_one_time_codes()?;
        if !matches!(caller.credential, Credential::Session(_)) {
            return Err(KeyDenied::SessionOnly.into());
        }
        let ports = &self.desk.ports;
        let codes: Vec<_> =
            (0..SecondFactor::RECOVERY_CODES).map(|_| ports.one_time_codes.new_recovery_code()).collect();
        let digests: Vec<_> = codes.iter().map(|code| ports.secrets.digest(&TypedCode::bare(code.reveal()))).collect();
        self.desk
            .in_transaction(&caller.actor, |tx| Box::pin(tx.confirm_second_factor(caller, &code, &digests)))
            .await?;
        Ok(codes)
    }
}

impl TxContext<'_> {
    async fn confirm_second_factor(
        &mut self,
        caller: &Caller,
        code: &TypedCode,
        recovery_codes: &[SecretDigest],
    ) -> Result<(), Error> {
        let mut person = self.lock_signed_in(caller).await?;
        if person.second_factor_at.is_some() {
            return Err(Refusal::SecondFactorSet.into());
        }
        let found = self.uow.second_factors().find(person.id).await?;
        let mut factor = found.filter(|factor| factor.awaits_confirmation(self.now)).ok_or(Refusal::NoSecondFactor)?;
        let step = match code {
            TypedCode::OneTime(code) => self.step_of(&factor, code)?,
            TypedCode::Recovery(_) => None,
        };
        factor.accept(step.ok_or(Error::Field { field: "code", reason: Invalid::Wrong })?);
        factor.confirmed_at = Some(self.now);
        self.uow.second_factors().save(&factor).await?;
        self.uow.second_factors().replace_recovery_codes(person.id, recovery_codes).await?;
        let facts = person.set_second_factor(self.now);
        let ending = Ending { spared: caller.credential.id().session(), ..Ending::default() };
        self.record_person_ending(&mut person, facts, ending).await
    }
}
