use async_trait::async_trait;
use deskhand_domain::PersonId;
use deskhand_domain::people::{AccountStatus, EmailAddress, Person, Role, Username};
use deskhand_domain::ports::{PeopleRepository, PersonView, StorageError};
use sea_orm::ActiveValue::NotSet;
use sea_orm::sea_query::{Condition, Expr};
use sea_orm::{ColumnTrait, EntityTrait, Order, QueryFilter, QueryOrder, Select};

use crate::dialect::locks::{AdvisoryLock, lock_advisory, locked};
use crate::entities::person::{ActiveModel, Column, Entity, Model};
use crate::error::storage_error;
use crate::mapping;
use crate::mapping::decode::whole;
use crate::unit_of_work::SeaOrmUnitOfWork;

#[async_trait]
impl PeopleRepository for SeaOrmUnitOfWork {
    async fn find(&mut self, id: PersonId) -> Result<Option<Person>, StorageError> {
        self.one_person(locked(Entity::find_by_id(id.as_uuid()))).await
    }

    async fn look_up(&mut self, ids: &[PersonId]) -> Result<Vec<Person>, StorageError> {
        people(self.all_rows(Entity::find().filter(is_one_of(ids))).await?.into_iter())
    }

    async fn look_up_with_admins(&mut self, ids: &[PersonId]) -> Result<Vec<Person>, StorageError> {
        let is_wanted = |row: &Model| ids.contains(&PersonId::new(row.id)) || is_in_use(row);
        people(self.all_rows(with_admins(ids)).await?.into_iter().filter(is_wanted))
    }

    async fn view(&mut self, id: PersonId) -> Result<Option<PersonView>, StorageError> {
        let standing = Entity::find_by_id(id.as_uuid()).filter(Column::RemovedAt.is_null());
        let row = standing.one(&self.tx).await.map_err(storage_error)?;
        row.map(mapping::person::to_view).transpose()
    }

    async fn find_by_username(&mut self, username: &Username) -> Result<Option<Person>, StorageError> {
        self.one_person(Entity::find().filter(Column::Username.eq(username.as_str()))).await
    }

    async fn find_by_email(&mut self, email: &EmailAddress) -> Result<Option<Person>, StorageError> {
        self.one_person(Entity::find().filter(Column::EmailFolded.eq(email.case_folded()))).await
    }

    async fn insert(&mut self, person: &Person) -> Result<(), StorageError> {
        let row = mapping::person::to_active_model(person)?;
        Entity::insert(row).exec_without_returning(&self.tx).await.map_err(storage_error)?;
        Ok(())
    }

    async fn update(&mut self, person: &Person) -> Result<(), StorageError> {
        let before: i64 = whole(person.version.saturating_sub(1))?;
        // A set id, even the same, makes SQLite look for the rows that refer to it.
        let changed = ActiveModel { id: NotSet, ..mapping::person::to_active_model(person)? };
        let updated = Entity::update_many()
            .set(changed)
            .filter(Column::Id.eq(person.id.as_uuid()))
            .filter(Column::Version.eq(before))
            .exec(&self.tx)
            .await
            .map_err(storage_error)?;
        if updated.rows_affected == 1 { Ok(()) } else { Err(StorageError::Conflict) }
    }

    async fn lock_superadmins(&mut self) -> Result<Vec<Person>, StorageError> {
        let superadmins = Entity::find().filter(Column::Role.eq(Role::Superadmin.as_str()));
        people(self.all_rows(locked(superadmins)).await?.into_iter().filter(is_in_use))
    }

    async fn is_empty(&mut self) -> Result<bool, StorageError> {
        lock_advisory(&self.tx, AdvisoryLock::FirstStart).await?;
        Ok(Entity::find().one(&self.tx).await.map_err(storage_error)?.is_none())
    }
}

impl SeaOrmUnitOfWork {
    async fn one_person(&self, select: Select<Entity>) -> Result<Option<Person>, StorageError> {
        let row = select.one(&self.tx).await.map_err(storage_error)?;
        row.map(mapping::person::to_domain).transpose()
    }

    /// In order of id: locks taken in one order can't wait for each other.
    async fn all_rows(&self, select: Select<Entity>) -> Result<Vec<Model>, StorageError> {
        select.order_by(Column::Id, Order::Asc).all(&self.tx).await.map_err(storage_error)
    }
}

fn people(rows: impl Iterator<Item = Model>) -> Result<Vec<Person>, StorageError> {
    rows.map(mapping::person::to_domain).collect()
}

/// Asked of rows: one that can't be read, of somebody whose account is not in use, must not stop the others' mails.
fn is_in_use(row: &Model) -> bool {
    row.status == AccountStatus::Approved.as_str() && row.removed_at.is_none()
}

/// These people, and all admins, whether their accounts are in use or not: they are few, and asked for the state too, SQLite
/// would look at everybody whose account is in use. Their roles stand in the text, so that PostgreSQL knows without planning
/// anew that they are few. Apart from its running, so that a test can ask how it would be run.
pub(crate) fn with_admins(ids: &[PersonId]) -> Select<Entity> {
    let admins = Expr::cust(format!("role IN ('{}', '{}')", Role::Admin, Role::Superadmin));
    // Of no ids at all SeaORM makes a comparison of constants, by which no index is used.
    let these = (!ids.is_empty()).then(|| is_one_of(ids));
    Entity::find().filter(Condition::any().add(admins).add_option(these))
}

fn is_one_of(ids: &[PersonId]) -> Expr {
    Column::Id.is_in(ids.iter().map(PersonId::as_uuid))
}
