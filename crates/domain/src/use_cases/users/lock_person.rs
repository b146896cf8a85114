use crate::people::{Actor, Person};
use crate::permissions::{self, PersonAction};
use crate::ports::PersonKey;
use crate::use_cases::Error;
use crate::use_cases::transaction::{BasedOn, TxContext};

impl TxContext<'_> {
    /// Locks and returns a person whom `actor` may see.
    ///
    /// # Errors
    /// [`Error::NotFound`] if there is none, the person was removed, or `actor` may not see them; [`Error::Stale`] if
    /// they have another version than those it is based on.
    pub(crate) async fn lock_person(
        &mut self,
        key: PersonKey,
        actor: &Actor,
        based_on: &BasedOn,
    ) -> Result<Person, Error> {
        let id = match key {
            PersonKey::Id(id) => Some(id),
            PersonKey::Username(name) => self.uow.people().find_by_username(&name).await?.map(|person| person.id),
            PersonKey::Email(email) => self.uow.people().find_by_email(&email).await?.map(|person| person.id),
        };
        let person = self.uow.people().find(id.ok_or(Error::NotFound)?).await?.ok_or(Error::NotFound)?;
        permissions::may_with_person(actor, PersonAction::See, Some(person.id), person.role, self.desk.workflow())?;
        if person.removed_at.is_some() {
            return Err(Error::NotFound);
        }
        based_on.check(person.version)?;
        Ok(person)
    }
}
