use crate::people::Actor;
use crate::permissions;
use crate::saved_views::ViewName;
use crate::use_cases::{Error, SavedViews};

impl SavedViews<'_> {
    /// Deletes the caller's view of this name, if there is one.
    ///
    /// # Errors
    /// [`Error::Refused`] for a caller who is not of the staff.
    pub async fn discard(self, actor: &Actor, name: ViewName) -> Result<(), Error> {
        permissions::may_save_views(actor)?;
        let (person, name) = (actor.id, &name);
        self.desk
            .in_transaction(actor, |tx| Box::pin(async move { Ok(tx.uow.saved_views().discard(person, name).await?) }))
            .await
    }
}
