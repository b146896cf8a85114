use crate::invalid::Invalid;
use crate::people::Actor;
use crate::permissions;
use crate::ports::PersonKey;
use crate::saved_views::{SavedView, ViewName, ViewQuery};
use crate::use_cases::transaction::{BasedOn, TxContext};
use crate::use_cases::{Error, SavedViews};

impl SavedViews<'_> {
    /// Keeps a query under a name of the caller's. It replaces the one of the same name.
    ///
    /// # Errors
    /// [`Error::Refused`] for a caller who is not of the staff; [`Error::Field`] for `views` with [`Invalid::TooMany`] where the caller
    /// has [`SavedView::MOST`] others.
    pub async fn keep(self, actor: &Actor, name: ViewName, query: ViewQuery) -> Result<SavedView, Error> {
        permissions::may_save_views(actor)?;
        self.desk.in_transaction(actor, |tx| Box::pin(tx.keep_view(actor, &name, &query))).await
    }
}

impl TxContext<'_> {
    /// The person is locked, so that two requests at once do not both find room, and none keeps a view of a person who is being
    /// removed.
    async fn keep_view(&mut self, actor: &Actor, name: &ViewName, query: &ViewQuery) -> Result<SavedView, Error> {
        self.lock_person(PersonKey::Id(actor.id), actor, &BasedOn::Any).await?;
        let names = self.uow.saved_views().names(actor.id).await?;
        if !names.contains(name) && names.len() >= SavedView::MOST {
            return Err(Error::Field { field: "views", reason: Invalid::TooMany { max: SavedView::MOST } });
        }
        let view = SavedView { person: actor.id, name: name.clone(), query: query.clone(), saved_at: self.now };
        self.uow.saved_views().keep(&view).await?;
        Ok(view)
    }
}
