pub(crate) mod list;

use std::sync::LazyLock;

use async_trait::async_trait;
use deskhand_domain::people::{AccountStatus, Person};
use deskhand_domain::permissions::PeopleVisibility;
use deskhand_domain::ports::{
    Page, PageLimit, PeopleFilter, PeopleQueries, PersonKey, PersonPosition, PersonSort, PersonView, StorageError,
};
use deskhand_domain::{PersonId, SessionId};
use sea_orm::sea_query::SelectStatement;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect, QueryTrait, Select};
use time::OffsetDateTime;

use self::list::{belonging, one_page_of};
use crate::database::Database;
use crate::entities::person::{Column, Entity, Model};
use crate::entities::session;
use crate::mapping::person::{to_domain, to_view};
use crate::queries::cached_sql::CachedHead;
use crate::queries::keyset::page;
use crate::queries::sessions::live_at;
use crate::run::Run;

static ROWS: LazyLock<CachedHead<Entity>> = LazyLock::new(|| CachedHead::new(Column::Id, &Entity::find()));

#[async_trait]
impl PeopleQueries for Database {
    async fn of_session(
        &self,
        session: SessionId,
        person: PersonId,
        now: OffsetDateTime,
    ) -> Result<Option<Person>, StorageError> {
        let session = session::Entity::find()
            .select_only()
            .column(session::Column::PersonId)
            .filter(session::Column::Id.eq(session.as_uuid()))
            .filter(live_at(now));
        let person = ROWS
            .ids()
            .filter(Column::Id.eq(person.as_uuid()))
            .filter(Column::Id.in_subquery(session.into_query()))
            .filter(Column::RemovedAt.is_null());
        self.person(person).await?.map(to_domain).transpose()
    }

    async fn valid_sessions(
        &self,
        sessions: &[SessionId],
        now: OffsetDateTime,
    ) -> Result<Vec<SessionId>, StorageError> {
        let valid = session::Entity::find()
            .select_only()
            .column(session::Column::Id)
            .filter(session::Column::Id.is_in(sessions.iter().map(SessionId::as_uuid)))
            .filter(live_at(now))
            .filter(session::Column::PersonId.in_subquery(with_account_in_use()));
        Ok(self.reader.fetch_tuples(valid).await?.into_iter().map(SessionId::new).collect())
    }

    async fn find(&self, key: PersonKey) -> Result<Option<PersonView>, StorageError> {
        let named = match key {
            PersonKey::Id(id) => Column::Id.eq(id.as_uuid()),
            PersonKey::Username(username) => Column::Username.eq(username.as_str()),
            PersonKey::Email(email) => Column::EmailFolded.eq(email.case_folded()),
        };
        let person = ROWS.ids().filter(named).filter(Column::RemovedAt.is_null());
        self.person(person).await?.map(to_view).transpose()
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
        let total = if count { Some(self.reader.total(belonging.clone(), Column::Id).await?) } else { None };
        page(self.reader.fetch_all(one_page_of(belonging, sort, after, limit)).await?, limit, total, to_view)
    }
}

impl Database {
    async fn person(&self, person: Select<Entity>) -> Result<Option<Model>, StorageError> {
        let person = ROWS.with_all_columns(person.build(self.reader.get_database_backend()));
        Ok(self.reader.fetch_statement(person).await?.pop())
    }
}

/// The ids of those who may sign in.
pub(crate) fn with_account_in_use() -> SelectStatement {
    let in_use = Entity::find().select_only().column(Column::Id).filter(Column::RemovedAt.is_null());
    in_use.filter(Column::Status.eq(AccountStatus::Approved.as_str())).into_query()
}
