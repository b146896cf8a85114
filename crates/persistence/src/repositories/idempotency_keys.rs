use async_trait::async_trait;
use deskhand_domain::PersonId;
use deskhand_domain::ports::{IdempotencyKeys, KeyClaim, KeyedRequest, StorageError};
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::{Expr, ExprTrait, OnConflict};
use sea_orm::{ColumnTrait, Condition, EntityTrait, Order, QueryFilter, QueryOrder, QuerySelect, QueryTrait};
use time::OffsetDateTime;
use uuid::Uuid;

use crate::dialect::locks::skip_locked;
use crate::entities::idempotency_key::{ActiveModel, Column, Entity, Model};
use crate::mapping::decode::millis;
use crate::run::Run;
use crate::unit_of_work::SeaOrmUnitOfWork;

#[async_trait]
impl IdempotencyKeys for SeaOrmUnitOfWork {
    /// One statement claims a key that is new or expired. Where another unit of work has just claimed it, PostgreSQL
    /// waits until that one ends.
    async fn claim(
        &mut self,
        request: &KeyedRequest,
        now: OffsetDateTime,
        forgotten: OffsetDateTime,
    ) -> Result<KeyClaim, StorageError> {
        let row = ActiveModel {
            owner_id: Set(owner(request)),
            key: Set(request.key.to_string()),
            fingerprint: Set(request.fingerprint.to_vec()),
            claimed_at: Set(millis(now)),
            answer: Set(None),
            about_id: Set(None),
        };
        let unless_in_use = OnConflict::columns([Column::OwnerId, Column::Key])
            .update_columns([Column::Fingerprint, Column::ClaimedAt, Column::Answer, Column::AboutId])
            .action_and_where(Expr::col((Entity, Column::ClaimedAt)).lte(millis(forgotten)))
            .to_owned();
        if self.tx.insert_or(row, unless_in_use).await? {
            Ok(KeyClaim::First)
        } else {
            self.earlier_request(request).await
        }
    }

    async fn keep_answer(
        &mut self,
        request: &KeyedRequest,
        answer: &str,
        about: Option<PersonId>,
    ) -> Result<(), StorageError> {
        let answered = Entity::update_many()
            .col_expr(Column::Answer, Expr::value(answer))
            .col_expr(Column::AboutId, Expr::value(about.map(|person| person.as_uuid())))
            .filter(this(request));
        match self.tx.update_rows(answered).await? {
            1 => Ok(()),
            _ => Err(corrupt("an answer came before its claim")),
        }
    }

    /// Two statements, because each finds its rows by another index.
    async fn forget_person(&mut self, person: PersonId) -> Result<(), StorageError> {
        for theirs in [Column::OwnerId, Column::AboutId] {
            self.tx.delete_rows(Entity::delete_many().filter(theirs.eq(person.as_uuid()))).await?;
        }
        Ok(())
    }

    async fn forget(&mut self, forgotten: OffsetDateTime, limit: u32) -> Result<u64, StorageError> {
        let old = skip_locked(Entity::find())
            .select_only()
            .columns([Column::OwnerId, Column::Key])
            .filter(Column::ClaimedAt.lte(millis(forgotten)))
            .order_by(Column::ClaimedAt, Order::Asc)
            .limit(u64::from(limit));
        let names = Expr::tuple([Expr::col(Column::OwnerId), Expr::col(Column::Key)]);
        self.tx.delete_rows(Entity::delete_many().filter(names.in_subquery(old.into_query()))).await
    }
}

impl SeaOrmUnitOfWork {
    async fn earlier_request(&self, request: &KeyedRequest) -> Result<KeyClaim, StorageError> {
        let claim: Option<Model> = self.tx.fetch_one(Entity::find().filter(this(request))).await?;
        match claim {
            Some(claim) if claim.fingerprint != request.fingerprint => Ok(KeyClaim::OtherRequest),
            Some(claim) => claim.answer.map(KeyClaim::Answered).ok_or_else(|| corrupt("a claim has no answer")),
            // The other claim was rolled back or deleted between the two statements. Busy: the next try claims the key.
            None => Err(StorageError::Busy),
        }
    }
}

fn this(request: &KeyedRequest) -> Condition {
    Condition::all().add(Column::OwnerId.eq(owner(request))).add(Column::Key.eq(request.key.as_str()))
}

/// The nil UUID for a request without a person, because a key column can't be NULL.
fn owner(request: &KeyedRequest) -> Uuid {
    request.owner.map_or(Uuid::nil(), |owner| owner.as_uuid())
}

fn corrupt(reason: &str) -> StorageError {
    StorageError::Corrupt { table: "idempotency_keys", reason: reason.to_owned() }
}
