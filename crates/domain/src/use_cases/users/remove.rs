use crate::people::Actor;
use crate::permissions::{self, PersonAction};
use crate::ports::PersonKey;
use crate::use_cases::transaction::TxContext;
use crate::use_cases::{Error, Users};

impl Users<'_> {
    /// Removes a person and anonymises what stays. An engineer's open and blocked tickets are reassigned. If
    /// `version` is given, it must be the stored one.
    ///
    /// # Errors
    /// [`Error::NotFound`]; [`Error::Stale`]; [`Error::Refused`] if the caller does not manage the person, or the
    /// person is the last superadmin.
    pub async fn remove(self, actor: &Actor, key: PersonKey, version: Option<u64>) -> Result<(), Error> {
        self.desk.in_transaction(actor, |tx| Box::pin(tx.remove(&key, actor, version))).await
    }
}

impl TxContext<'_> {
    async fn remove(&mut self, key: &PersonKey, actor: &Actor, version: Option<u64>) -> Result<(), Error> {
        self.lock_engineers().await?;
        let before = self.lock_person(key.clone(), actor, version).await?;
        permissions::may_with_person(actor, PersonAction::Remove, Some(before.id), before.role, self.desk.workflow())?;
        let mut person = before.clone();
        let facts = person.remove(self.now);
        self.record_person_and_reassign(&before, &mut person, facts).await
    }
}
