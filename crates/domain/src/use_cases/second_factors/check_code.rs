use crate::history::{EventKind, Fact};
use crate::people::Person;
use crate::second_factors::{SecondFactor, TypedCode};
use crate::use_cases::Error;
use crate::use_cases::transaction::TxContext;

impl TxContext<'_> {
    /// The step of which this is the code, if it is accepted now.
    pub(super) fn step_of(&self, factor: &SecondFactor, code: &str) -> Result<Option<u64>, Error> {
        let codes = &self.desk.ports.one_time_codes;
        let secret = codes
            .open(factor.person, &factor.secret)
            .ok_or(Error::Internal("a second factor cannot be decrypted; was auth.secret replaced?"))?;
        Ok(factor.acceptable_steps(self.now).find(|step| codes.matches(&secret, *step, code)))
    }

    /// Checks a code of a sign-in, and notes what came of it: a code is good once, a wrong one counts. A recovery code is
    /// used up, and the person gets a letter.
    pub(super) async fn check_code(
        &mut self,
        person: &Person,
        factor: &mut SecondFactor,
        code: &TypedCode,
    ) -> Result<bool, Error> {
        let is_right = match code {
            TypedCode::OneTime(code) => {
                let step = self.step_of(factor, code)?;
                step.inspect(|step| factor.accept(*step)).is_some()
            }
            TypedCode::Recovery(code) => self.use_recovery_code(person, factor, code).await?,
        };
        if !is_right {
            factor.count_wrong(self.now);
        }
        self.uow.second_factors().save(factor).await?;
        Ok(is_right)
    }

    async fn use_recovery_code(
        &mut self,
        person: &Person,
        factor: &mut SecondFactor,
        code: &str,
    ) -> Result<bool, Error> {
        let digest = self.desk.ports.secrets.digest(code);
        if !self.uow.second_factors().use_recovery_code(person.id, &digest).await? {
            return Ok(false);
        }
        factor.accept_recovery();
        let left = self.uow.second_factors().recovery_codes_left(person.id).await?;
        let used = Fact::new(EventKind::RecoveryCodeUsed).after(&left.to_string());
        self.record_account_event(person, vec![used]).await?;
        Ok(true)
    }
}
