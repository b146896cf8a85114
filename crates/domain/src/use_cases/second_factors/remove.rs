use crate::people::{Actor, Password};
use crate::permissions::{self, Denied, PersonAction};
use crate::ports::PersonKey;
use crate::ticket::Refusal;
use crate::use_cases::transaction::{Ending, TxContext};
use crate::use_cases::{Accounts, BasedOn, Caller, Error, Users};

impl Accounts<'_> {
    /// Removes the caller's second factor with its recovery codes. Their other sessions end.
    ///
    /// # Errors
    /// [`Refusal::NoSecondFactor`]; [`Denied::Policy`] where the policy wants one of the caller's role; those of
    /// [`Accounts::confirm_identity`].
    pub async fn remove_second_factor(self, caller: &Caller, current_password: Option<Password>) -> Result<(), Error> {
        self.confirm_identity(caller, current_password).await?;
        if permissions::needs_second_factor(caller.actor.role, self.desk.workflow()) {
            return Err(Denied::Policy.into());
        }
        self.desk.in_transaction(&caller.actor, |tx| Box::pin(tx.remove_own_factor(caller))).await
    }
}

impl Users<'_> {
    /// Removes another person's second factor, for somebody who lost their device and their recovery codes. All sessions
    /// of that person end, and they get a letter.
    ///
    /// # Errors
    /// [`Error::NotFound`]; [`Error::Refused`] if the caller does not manage the person, or with
    /// [`Refusal::NoSecondFactor`]; [`Error::KeyDenied`] for an API key.
    pub async fn remove_second_factor(self, actor: &Actor, key: PersonKey) -> Result<(), Error> {
        self.desk.in_transaction(actor, |tx| Box::pin(tx.remove_factor_of(&key, actor))).await
    }
}

impl TxContext<'_> {
    async fn remove_own_factor(&mut self, caller: &Caller) -> Result<(), Error> {
        let mut person = self.lock_signed_in(caller).await?;
        let facts = person.remove_second_factor();
        if facts.is_empty() {
            return Err(Refusal::NoSecondFactor.into());
        }
        let ending = Ending { spared: caller.credential.id().session(), ..Ending::default() };
        self.record_person_ending(&mut person, facts, ending).await
    }

    async fn remove_factor_of(&mut self, key: &PersonKey, actor: &Actor) -> Result<(), Error> {
        let mut person = self.lock_person(key.clone(), actor, &BasedOn::Any).await?;
        let action = PersonAction::RemoveSecondFactor;
        permissions::may_with_person(actor, action, Some(person.id), person.role, self.desk.workflow())?;
        let facts = person.remove_second_factor();
        if facts.is_empty() {
            return Err(Refusal::NoSecondFactor.into());
        }
        self.record_person(&mut person, facts).await
    }
}
