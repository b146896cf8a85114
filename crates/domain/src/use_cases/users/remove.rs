use crate::people::Actor;
use crate::permissions::{self, PersonAction};
use crate::ports::PersonKey;
use crate::use_cases::transaction::context::Work;
use crate::use_cases::{Error, UseCases};

impl UseCases {
    /// Removes a person and anonymises what stays. An engineer's tickets are assigned anew. Where `version` is given,
    /// only in that version.
    ///
    /// # Errors
    /// [`Error::NotFound`]; [`Error::Stale`]; [`Error::Refused`] where the caller does not manage them, or they are the
    /// last superadmin.
    pub async fn remove_person(&self, actor: &Actor, key: PersonKey, version: Option<u64>) -> Result<(), Error> {
        self.in_one_go(actor, |work| Box::pin(work.remove(&key, actor, version))).await
    }
}

impl Work<'_> {
    async fn remove(&mut self, key: &PersonKey, actor: &Actor, version: Option<u64>) -> Result<(), Error> {
        self.lock_engineers().await?;
        let before = self.find_person(key.clone(), actor, version).await?;
        permissions::may_with_person(actor, PersonAction::Remove, Some(before.id), before.role, self.desk.workflow())?;
        let mut person = before.clone();
        let facts = person.remove(self.now);
        self.record_change_of(&before, &mut person, facts).await
    }
}
