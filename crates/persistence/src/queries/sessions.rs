use async_trait::async_trait;
use deskhand_domain::ports::{Page, PageLimit, Session, SessionPosition, SessionQueries, StorageError};
use deskhand_domain::{PersonId, SessionId};
use sea_orm::sea_query::Condition;
use sea_orm::{ColumnTrait, EntityTrait, Order, QueryFilter};
use time::OffsetDateTime;

use crate::database::Database;
use crate::entities::session::{Column, Entity, Model};
use crate::mapping::decode::{Table, millis};
use crate::queries::keyset::{Sorting, page};
use crate::run::Run;

const SESSIONS: Table = Table("sessions");

const NEWEST_FIRST: Sorting<Column> = Sorting { by: Column::BegunAt, id: Column::Id, direction: Order::Desc };

/// Neither ended nor expired.
pub(crate) fn live_at(now: OffsetDateTime) -> Condition {
    Condition::all().add(Column::EndedAt.is_null()).add(Column::ExpiresAt.gt(millis(now)))
}

#[async_trait]
impl SessionQueries for Database {
    async fn find(&self, id: SessionId) -> Result<Option<Session>, StorageError> {
        let session = Entity::find_by_id(id.as_uuid()).filter(Column::EndedAt.is_null());
        self.reader.fetch_one(session).await?.map(to_domain).transpose()
    }

    async fn list(
        &self,
        person: PersonId,
        now: OffsetDateTime,
        after: Option<SessionPosition>,
        limit: PageLimit,
        count: bool,
    ) -> Result<Page<Session>, StorageError> {
        let theirs = Entity::find().filter(Column::PersonId.eq(person.as_uuid())).filter(live_at(now));
        let total = if count { Some(self.reader.total(theirs.clone(), Column::Id).await?) } else { None };
        let sessions = NEWEST_FIRST.page(theirs, after.map(|last| (last.value, last.id.as_uuid())), limit);
        page(self.reader.fetch_all(sessions).await?, limit, total, to_domain)
    }

    async fn has_begun(&self, people: &[PersonId]) -> Result<bool, StorageError> {
        let theirs = Entity::find().filter(Column::PersonId.is_in(people.iter().map(PersonId::as_uuid)));
        Ok(self.reader.fetch_one::<_, Model>(theirs).await?.is_some())
    }
}

fn to_domain(row: Model) -> Result<Session, StorageError> {
    Ok(Session {
        id: SessionId::new(row.id),
        person: PersonId::new(row.person_id),
        begun_at: SESSIONS.time("begun_at", row.begun_at)?,
        agent: row.agent,
        last_used_at: SESSIONS.time("last_used_at", row.last_used_at)?,
        expires_at: SESSIONS.time("expires_at", row.expires_at)?,
    })
}
