use crate::people::Actor;
use crate::permissions::{self, PersonAction};
use crate::ports::{PersonKey, PersonView};
use crate::use_cases::{Error, Users};

impl Users<'_> {
    /// Shows one person.
    ///
    /// # Errors
    /// [`Error::NotFound`] also if the caller may not see the person.
    pub async fn show(self, actor: &Actor, key: PersonKey) -> Result<PersonView, Error> {
        let view = self.desk.ports.people.find(key).await?.ok_or(Error::NotFound)?;
        let (id, role) = (view.person.id, view.person.role);
        permissions::may_with_person(actor, PersonAction::See, Some(id), role, self.desk.workflow())?;
        Ok(view)
    }
}
