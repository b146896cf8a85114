use deskhand_domain::PersonId;
use deskhand_domain::ports::StorageError;
use deskhand_domain::saved_views::{SavedView, ViewName, ViewQuery};
use sea_orm::ActiveValue::Set;

use super::decode::{Table, millis};
use crate::entities::saved_view::{ActiveModel, Model};

const SAVED_VIEWS: Table = Table("saved_views");

pub(crate) fn to_domain(row: &Model) -> Result<SavedView, StorageError> {
    Ok(SavedView {
        person: PersonId::new(row.person_id),
        name: name_of(row)?,
        query: SAVED_VIEWS.parsed("query", ViewQuery::restore(&row.query))?,
        saved_at: SAVED_VIEWS.time("saved_at", row.saved_at)?,
    })
}

pub(crate) fn name_of(row: &Model) -> Result<ViewName, StorageError> {
    SAVED_VIEWS.parsed("name", ViewName::restore(&row.name))
}

pub(crate) fn to_active_model(view: &SavedView) -> ActiveModel {
    ActiveModel {
        person_id: Set(view.person.as_uuid()),
        name: Set(view.name.as_str().to_owned()),
        query: Set(view.query.as_str().to_owned()),
        saved_at: Set(millis(view.saved_at)),
    }
}
