use crate::people::{Actor, EmailAddress};
use crate::permissions::{self, PersonAction};
use crate::ports::PersonKey;
use crate::use_cases::transaction::{BasedOn, TxContext};
use crate::use_cases::{Error, Users};

impl Users<'_> {
    /// Removes a person and anonymises what stays. An engineer's open and blocked tickets are reassigned.
    ///
    /// # Errors
    /// [`Error::NotFound`]; [`Error::Stale`]; [`Error::Refused`] if the caller does not manage the person, or the
    /// person is the last superadmin.
    pub async fn remove(self, actor: &Actor, key: PersonKey, based_on: BasedOn) -> Result<(), Error> {
        self.desk.in_transaction(actor, |tx| Box::pin(tx.remove(&key, actor, &based_on))).await
    }
}

impl TxContext<'_> {
    async fn remove(&mut self, key: &PersonKey, actor: &Actor, based_on: &BasedOn) -> Result<(), Error> {
        self.lock_engineers().await?;
        let before = self.lock_person(key.clone(), actor, based_on).await?;
        permissions::may_with_person(actor, PersonAction::Remove, Some(before.id), before.role, self.desk.workflow())?;
        let address = before.email.as_ref().map(EmailAddress::case_folded);
        let mut person = before.clone();
        let facts = person.remove(self.now);
        self.record_person_and_reassign(&before, &mut person, facts).await?;
        Ok(self.uow.mail_intake().forget_person(before.id, address, self.now).await?)
    }
}
