use super::key::DraftKey;
use crate::drafts::Draft;
use crate::people::Actor;
use crate::permissions;
use crate::use_cases::{Drafts, Error};

impl Drafts<'_> {
    /// Lists the caller's drafts, last changed first. Those on tickets that they may not see any more are left out.
    ///
    /// # Errors
    /// [`Error::Refused`] if the account is not in use.
    pub async fn list(self, actor: &Actor) -> Result<Vec<Draft>, Error> {
        let visibility = permissions::tickets_visible_to(actor, self.desk.workflow())?;
        Ok(self.desk.ports.drafts.list(visibility, actor.id).await?)
    }

    /// Finds the caller's draft at a place.
    ///
    /// # Errors
    /// [`Error::NotFound`] if the caller may not see the ticket; [`Error::Refused`] if the account is not in use.
    pub async fn find(self, actor: &Actor, key: DraftKey) -> Result<Option<Draft>, Error> {
        let place = self.place(actor, key).await?;
        Ok(self.desk.ports.drafts.find(actor.id, place).await?)
    }
}
