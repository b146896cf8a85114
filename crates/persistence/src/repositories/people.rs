use async_trait::async_trait;
use deskhand_domain::PersonId;
use deskhand_domain::people::{AccountStatus, EmailAddress, PasswordHash, Person, Role, Username, UsernameReservation};
use deskhand_domain::ports::{PeopleRepository, PersonView, StorageError};
use sea_orm::ActiveValue::NotSet;
use sea_orm::sea_query::{Condition, Expr};
use sea_orm::{ColumnTrait, EntityTrait, Order, QueryFilter, QueryOrder, Select};
use time::OffsetDateTime;

use crate::dialect::locks::{AdvisoryLock, lock_advisory, locked};
use crate::entities::person::{ActiveModel, Column, Entity, Model};
use crate::mapping::decode::whole;
use crate::mapping::person::{to_active_model, to_domain, to_view};
use crate::run::Run;
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
        let person = Entity::find_by_id(id.as_uuid()).filter(Column::RemovedAt.is_null());
        self.tx.fetch_one(person).await?.map(to_view).transpose()
    }

    async fn find_by_username(&mut self, username: &Username) -> Result<Option<Person>, StorageError> {
        self.one_person(Entity::find().filter(Column::Username.eq(username.as_str()))).await
    }

    async fn find_by_email(&mut self, email: &EmailAddress) -> Result<Option<Person>, StorageError> {
        self.one_person(Entity::find().filter(Column::EmailFolded.eq(email.case_folded()))).await
    }

    async fn insert(&mut self, person: &Person) -> Result<(), StorageError> {
        self.tx.insert_rows([to_active_model(person)?]).await
    }

    async fn update(&mut self, person: &Person) -> Result<(), StorageError> {
        let before: i64 = whole(person.version.saturating_sub(1))?;
        // An UPDATE that sets the id, even to the same, makes SQLite look for every row that refers to it.
        let changed = ActiveModel { id: NotSet, ..to_active_model(person)? };
        let updated = Entity::update_many()
            .set(changed)
            .filter(Column::Id.eq(person.id.as_uuid()))
            .filter(Column::Version.eq(before));
        if self.tx.update_rows(updated).await? == 1 { Ok(()) } else { Err(StorageError::Conflict) }
    }

    async fn renew_password_hash(
        &mut self,
        person: PersonId,
        old: &PasswordHash,
        new: &PasswordHash,
    ) -> Result<bool, StorageError> {
        let renewed = Entity::update_many()
            .col_expr(Column::Password, Expr::value(new.as_str()))
            .filter(Column::Id.eq(person.as_uuid()))
            .filter(Column::Password.eq(old.as_str()));
        Ok(self.tx.update_rows(renewed).await? == 1)
    }

    async fn lock_superadmins(&mut self) -> Result<Vec<Person>, StorageError> {
        let superadmins = Entity::find().filter(Column::Role.eq(Role::Superadmin.as_str()));
        people(self.all_rows(locked(superadmins)).await?.into_iter().filter(is_in_use))
    }

    async fn is_empty(&mut self) -> Result<bool, StorageError> {
        lock_advisory(&self.tx, AdvisoryLock::FirstStart).await?;
        Ok(self.tx.fetch_one::<_, Model>(Entity::find()).await?.is_none())
    }

    async fn reserve_username(
        &mut self,
        name: &Username,
        reservation: UsernameReservation,
    ) -> Result<(), StorageError> {
        self.reserve(name, reservation).await
    }

    async fn username_reservation(&mut self, name: &Username) -> Result<Option<UsernameReservation>, StorageError> {
        self.reservation(name).await
    }

    async fn release_usernames_of(&mut self, owner: PersonId) -> Result<(), StorageError> {
        self.release_all_of(owner).await
    }

    async fn forget_username_reservations(&mut self, until: OffsetDateTime, limit: u32) -> Result<u64, StorageError> {
        self.forget_reservations(until, limit).await
    }
}

impl SeaOrmUnitOfWork {
    async fn one_person(&self, select: Select<Entity>) -> Result<Option<Person>, StorageError> {
        self.tx.fetch_one(select).await?.map(to_domain).transpose()
    }

    /// In order of id: two transactions that lock rows in one order can't deadlock.
    async fn all_rows(&self, select: Select<Entity>) -> Result<Vec<Model>, StorageError> {
        self.tx.fetch_all(select.order_by(Column::Id, Order::Asc)).await
    }
}

fn people(rows: impl Iterator<Item = Model>) -> Result<Vec<Person>, StorageError> {
    rows.map(to_domain).collect()
}

/// Takes the row, not the person: an unused account whose row can't be read must not stop the mails of others.
fn is_in_use(row: &Model) -> bool {
    row.status == AccountStatus::Approved.as_str() && row.removed_at.is_none()
}

/// These people and all admins, also those whose account is not in use: with a condition on the status, SQLite would read every
/// account in use. The roles are part of the text: so PostgreSQL knows that admins are few without planning for values.
pub(crate) fn with_admins(ids: &[PersonId]) -> Select<Entity> {
    let admins = Expr::cust(format!("role IN ('{}', '{}')", Role::Admin, Role::Superadmin));
    // SeaORM makes a comparison of constants of an empty list, and the databases use no index for an OR with it.
    let these = (!ids.is_empty()).then(|| is_one_of(ids));
    Entity::find().filter(Condition::any().add(admins).add_option(these))
}

fn is_one_of(ids: &[PersonId]) -> Expr {
    Column::Id.is_in(ids.iter().map(PersonId::as_uuid))
}
