use super::context::TxContext;
use crate::ids::PersonId;
use crate::people::Person;
use crate::ports::PersonKey;
use crate::use_cases::Error;

impl TxContext<'_> {
    /// The people with these ids, in this order. Unknown ids are left out. Reads only those not in the cache.
    pub(crate) async fn look_up(&mut self, ids: &[PersonId]) -> Result<Vec<Person>, Error> {
        let missing = self.person_cache.missing(ids);
        if !missing.is_empty() {
            self.person_cache.insert(self.uow.people().look_up(&missing).await?);
        }
        Ok(ids.iter().filter_map(|id| self.person_cache.get(*id).cloned()).collect())
    }

    /// The person of this name, whoever may see them.
    pub(crate) async fn find_person(&mut self, key: PersonKey) -> Result<Option<Person>, Error> {
        Ok(match key {
            PersonKey::Id(id) => self.uow.people().look_up(&[id]).await?.pop(),
            PersonKey::Username(username) => self.uow.people().find_by_username(&username).await?,
            PersonKey::Email(email) => self.uow.people().find_by_email(&email).await?,
        })
    }

    /// As [`TxContext::look_up`], and reads every working admin into the cache with the same query.
    pub(crate) async fn look_up_with_admins(&mut self, ids: &[PersonId]) -> Result<Vec<Person>, Error> {
        if !self.person_cache.has_admins() {
            let missing = self.person_cache.missing(ids);
            self.person_cache.insert_with_admins(self.uow.people().look_up_with_admins(&missing).await?);
        }
        self.look_up(ids).await
    }
}
