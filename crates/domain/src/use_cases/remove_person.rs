use super::{Error, UseCases};
use crate::people::Actor;
use crate::permissions::{self, PersonAction};
use crate::ports::PersonKey;

impl UseCases {
    /// Removes a person and anonymises what stays. An engineer's tickets are assigned anew.
    ///
    /// # Errors
    /// [`Error::NotFound`]; [`Error::Refused`] where the caller does not manage them, or they are the last superadmin.
    pub async fn remove_person(&self, actor: &Actor, key: PersonKey) -> Result<(), Error> {
        let mut work = self.begin(actor).await?;
        work.lock_engineers().await?;
        let before = work.find_person(key, actor).await?;
        permissions::may_with_person(actor, PersonAction::Remove, Some(before.id), before.role, self.workflow())?;
        let mut person = before.clone();
        let facts = person.remove(work.now);
        work.record_change_of(&before, &mut person, facts).await?;
        work.commit().await
    }
}
