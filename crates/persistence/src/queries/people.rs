use async_trait::async_trait;
use deskhand_domain::people::{AccountStatus, Person, Role};
use deskhand_domain::permissions::PeopleVisibility;
use deskhand_domain::ports::{
    Page, PageLimit, PeopleFilter, PeopleQueries, PersonKey, PersonPosition, PersonSort, PersonView, StorageError,
};
use deskhand_domain::{PersonId, SessionId};
use sea_orm::sea_query::Condition;
use sea_orm::{ColumnTrait, EntityTrait, Order, QueryFilter, QuerySelect, QueryTrait};

use super::keyset::{Sorting, one_page, page};
use super::text_search::contains;
use crate::connect::Database;
use crate::entities::person::{Column, Entity};
use crate::entities::session;
use crate::rows;
use crate::storage_error::storage_error;

#[async_trait]
impl PeopleQueries for Database {
    async fn of_session(&self, session: SessionId, person: PersonId) -> Result<Option<Person>, StorageError> {
        let standing = session::Entity::find()
            .select_only()
            .column(session::Column::PersonId)
            .filter(session::Column::Id.eq(session.as_uuid()))
            .filter(session::Column::EndedAt.is_null());
        let row = Entity::find_by_id(person.as_uuid())
            .filter(Column::Id.in_subquery(standing.into_query()))
            .filter(Column::RemovedAt.is_null())
            .one(&self.reader)
            .await
            .map_err(storage_error)?;
        row.map(rows::person::into_person).transpose()
    }

    async fn find(&self, key: PersonKey) -> Result<Option<PersonView>, StorageError> {
        let meant = match key {
            PersonKey::Id(id) => Column::Id.eq(id.as_uuid()),
            PersonKey::Username(username) => Column::Username.eq(username.as_str()),
            PersonKey::Email(email) => Column::EmailFolded.eq(email.folded()),
        };
        let row = Entity::find()
            .filter(meant)
            .filter(Column::RemovedAt.is_null())
            .one(&self.reader)
            .await
            .map_err(storage_error)?;
        row.map(rows::person::into_view).transpose()
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
        let belonging = Entity::find().filter(visible(sees)).filter(wanted(&filter));
        let total = if count {
            Some(self.count(belonging.clone().select_only().column_as(Column::Id.count(), "people")).await?)
        } else {
            None
        };
        let order = sorting(sort);
        let people = match after {
            Some(at) => order.begin_after(belonging, at.value, at.id.as_uuid()),
            None => belonging,
        };
        let rows = one_page(order.put_in_order(people), limit).all(&self.reader).await.map_err(storage_error)?;
        page(rows, limit, total, rows::person::into_view)
    }
}

fn visible(sees: PeopleVisibility) -> Condition {
    let unprivileged = Role::ALL.iter().filter(|role| !role.is_admin()).map(Role::as_str);
    match sees {
        PeopleVisibility::Everybody => Condition::all(),
        PeopleVisibility::CustomersAndEngineers(me) => {
            Condition::any().add(Column::Role.is_in(unprivileged)).add(Column::Id.eq(me.as_uuid()))
        }
        PeopleVisibility::Only(me) => Condition::all().add(Column::Id.eq(me.as_uuid())),
    }
}

fn wanted(filter: &PeopleFilter) -> Condition {
    let roles = filter.role.iter().map(Role::as_str);
    let statuses = filter.status.iter().map(AccountStatus::as_str);
    Condition::all()
        .add(Column::RemovedAt.is_null())
        .add_option((!filter.role.is_empty()).then(|| Column::Role.is_in(roles)))
        .add_option((!filter.status.is_empty()).then(|| Column::Status.is_in(statuses)))
        .add_option(filter.q.as_deref().map(answers))
}

fn answers(q: &str) -> Condition {
    Condition::any()
        .add(contains(Column::Username, q))
        .add(contains(Column::NameFolded, q))
        .add(contains(Column::EmailFolded, q))
}

fn sorting(sort: PersonSort) -> Sorting<Column> {
    let (by, direction) = match sort {
        PersonSort::CreatedAt => (Column::CreatedAt, Order::Asc),
        PersonSort::CreatedAtDesc => (Column::CreatedAt, Order::Desc),
        PersonSort::TicketsDesc => (Column::TicketsCount, Order::Desc),
    };
    Sorting { by, id: Column::Id, direction }
}
