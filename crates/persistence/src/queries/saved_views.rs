use async_trait::async_trait;
use deskhand_domain::PersonId;
use deskhand_domain::ports::{SavedViewQueries, StorageError};
use deskhand_domain::saved_views::SavedView;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use crate::database::Database;
use crate::entities::saved_view::{Column, Entity};
use crate::mapping::saved_view::to_domain;
use crate::run::Run;

#[async_trait]
impl SavedViewQueries for Database {
    async fn list(&self, person: PersonId) -> Result<Vec<SavedView>, StorageError> {
        let theirs = Entity::find().filter(Column::PersonId.eq(person.as_uuid()));
        self.reader.fetch_all(theirs).await?.iter().map(to_domain).collect()
    }
}
