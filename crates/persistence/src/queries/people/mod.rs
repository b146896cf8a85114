pub(crate) mod list;

use async_trait::async_trait;
use deskhand_domain::people::{AccountStatus, Person};
use deskhand_domain::permissions::PeopleVisibility;
use deskhand_domain::ports::{
    Page, PageLimit, PeopleFilter, PeopleQueries, PersonKey, PersonPosition, PersonSort, PersonView, StorageError,
};
use deskhand_domain::{PersonId, SessionId};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect, QueryTrait, Value};
use uuid::Uuid;

use crate::database::Database;
use crate::entities::person::{Column, Entity};
use crate::entities::session;
use crate::error::storage_error;
use crate::mapping;
use crate::queries::cached_sql::Hot;
use crate::queries::keyset::page;
use crate::queries::people::list::{belonging, count_of, one_page_of};

#[async_trait]
impl PeopleQueries for Database {
    async fn of_session(&self, session: SessionId, person: PersonId) -> Result<Option<Person>, StorageError> {
        static OF_SESSION: Hot = Hot::new();
        let select = || {
            let standing = session::Entity::find()
                .select_only()
                .column(session::Column::PersonId)
                .filter(session::Column::Id.eq(session.as_uuid()))
                .filter(session::Column::EndedAt.is_null());
            Entity::find_by_id(person.as_uuid())
                .filter(Column::Id.in_subquery(standing.into_query()))
                .filter(Column::RemovedAt.is_null())
        };
        let values = vec![person.as_uuid().into(), session.as_uuid().into()];
        let row = OF_SESSION.one(&self.reader, select, values).await?;
        row.map(mapping::person::to_domain).transpose()
    }

    async fn standing_sessions(&self, sessions: &[SessionId]) -> Result<Vec<SessionId>, StorageError> {
        let in_use = Entity::find()
            .select_only()
            .column(Column::Id)
            .filter(Column::RemovedAt.is_null())
            .filter(Column::Status.eq(AccountStatus::Approved.as_str()));
        let standing: Vec<Uuid> = session::Entity::find()
            .select_only()
            .column(session::Column::Id)
            .filter(session::Column::Id.is_in(sessions.iter().map(SessionId::as_uuid)))
            .filter(session::Column::EndedAt.is_null())
            .filter(session::Column::PersonId.in_subquery(in_use.into_query()))
            .into_tuple()
            .all(&self.reader)
            .await
            .map_err(storage_error)?;
        Ok(standing.into_iter().map(SessionId::new).collect())
    }

    async fn find(&self, key: PersonKey) -> Result<Option<PersonView>, StorageError> {
        static BY_ID: Hot = Hot::new();
        static BY_USERNAME: Hot = Hot::new();
        static BY_ADDRESS: Hot = Hot::new();
        let (statement, column, value): (&Hot, Column, Value) = match key {
            PersonKey::Id(id) => (&BY_ID, Column::Id, id.as_uuid().into()),
            PersonKey::Username(username) => (&BY_USERNAME, Column::Username, username.as_str().into()),
            PersonKey::Email(email) => (&BY_ADDRESS, Column::EmailFolded, email.case_folded().into()),
        };
        let select = || Entity::find().filter(column.eq(value.clone())).filter(Column::RemovedAt.is_null());
        let row = statement.one(&self.reader, select, vec![value.clone()]).await?;
        row.map(mapping::person::to_view).transpose()
    }

    async fn list(
        &self,
        sees: PeopleVisibility,
        filter: PeopleFilter,
        sort: PersonSort,
        after: Option<PersonPosition>,
        limit: PageLimit,
        count: bool,
    ) -> Result<Page<PersonView>, StorageError> {
        let belonging = belonging(sees, &filter, self.reader.get_database_backend());
        let total = if count { Some(self.count(count_of(belonging.clone())).await?) } else { None };
        let rows = one_page_of(belonging, sort, after, limit).all(&self.reader).await.map_err(storage_error)?;
        page(rows, limit, total, mapping::person::to_view)
    }
}
