use crate::people::Actor;
use crate::permissions;
use crate::saved_views::SavedView;
use crate::text::search_folded;
use crate::use_cases::{Error, SavedViews};

impl SavedViews<'_> {
    /// Lists the caller's views by name, whatever its case.
    ///
    /// # Errors
    /// [`Error::Refused`] for a caller who is not of the staff.
    pub async fn list(self, actor: &Actor) -> Result<Vec<SavedView>, Error> {
        permissions::may_save_views(actor)?;
        let mut views = self.desk.ports.saved_views.list(actor.id).await?;
        views.sort_by_cached_key(|view| (search_folded(view.name.as_str()), view.name.clone()));
        Ok(views)
    }
}
