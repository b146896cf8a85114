use async_trait::async_trait;
use deskhand_domain::incoming::{HeldBecause, MailDigest, MailVolume, Settlement, TakenMail, TakenState};
use deskhand_domain::people::EmailAddress;
use deskhand_domain::ports::{MailIntake, StorageError};
use deskhand_domain::{IncomingMailId, MessageId, PersonId, TicketId};
use sea_orm::ActiveValue::{NotSet, Set};
use sea_orm::sea_query::{Condition, Expr, ExprTrait};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait, Select};
use time::{Duration, OffsetDateTime};
use uuid::Uuid;

use crate::dialect::locks::{locked, skip_locked};
use crate::entities::incoming_mail::{ActiveModel, Column, Entity, Model};
use crate::mapping::decode::{millis, millis_in, whole};
use crate::mapping::incoming_mail::{recipients_json, to_active_model, to_domain};
use crate::queries::incoming_mail::volume;
use crate::run::Run;
use crate::unit_of_work::SeaOrmUnitOfWork;

#[async_trait]
impl MailIntake for SeaOrmUnitOfWork {
    async fn append(&mut self, mail: &TakenMail) -> Result<Option<IncomingMailId>, StorageError> {
        let known = Entity::find().select_only().column(Column::Id);
        let known = known.filter(Column::Digest.eq(mail.digest.0.to_vec()));
        if let Some(known) = self.tx.fetch_tuple::<_, Uuid>(known).await? {
            return Ok(Some(IncomingMailId::new(known)));
        }
        match self.tx.insert_rows([to_active_model(mail)?]).await {
            // Another transaction has just saved it: the next try finds it.
            Err(StorageError::AlreadyExists(_)) => Err(StorageError::Busy),
            inserted => inserted.map(|()| None),
        }
    }

    async fn claim_due(
        &mut self,
        now: OffsetDateTime,
        lease: Duration,
        limit: u32,
    ) -> Result<Vec<TakenMail>, StorageError> {
        let lease_now = self.lease_clock.now(&self.tx, now).await?;
        let rows = self.tx.fetch_each(due(millis(now), lease_now, limit)).await?;
        let claimed = Entity::update_many()
            .col_expr(Column::Attempt, Expr::col(Column::Attempt).add(1))
            .col_expr(Column::LeaseUntil, Expr::value(lease_now + millis_in(lease)))
            .filter(Column::Id.is_in(rows.iter().map(|(id, _)| *id)));
        self.tx.update_rows(claimed).await?;
        let mails = rows.into_iter().filter_map(|(_, row)| row.and_then(to_domain).ok());
        Ok(mails.map(|mail| TakenMail { attempts: mail.attempts + 1, ..mail }).collect())
    }

    async fn find(&mut self, id: IncomingMailId) -> Result<Option<TakenMail>, StorageError> {
        let row: Option<Model> = self.tx.fetch_one(locked(Entity::find_by_id(id.as_uuid()))).await?;
        row.map(to_domain).transpose()
    }

    async fn update(&mut self, mail: &TakenMail) -> Result<(), StorageError> {
        let changed = ActiveModel { id: NotSet, digest: NotSet, lease_until: Set(None), ..to_active_model(mail)? };
        let updated = Entity::update_many().set(changed).filter(Column::Id.eq(mail.id.as_uuid()));
        if self.tx.update_rows(updated).await? == 1 { Ok(()) } else { Err(StorageError::Conflict) }
    }

    async fn set_recipients(&mut self, id: IncomingMailId, recipients: &[EmailAddress]) -> Result<(), StorageError> {
        let changed = Entity::update_many()
            .col_expr(Column::Recipients, Expr::value(recipients_json(recipients)?))
            .filter(Column::Id.eq(id.as_uuid()));
        self.tx.update_rows(changed).await.map(drop)
    }

    async fn has_content(&mut self, content: MailDigest, but: IncomingMailId) -> Result<bool, StorageError> {
        let others = Entity::find()
            .select_only()
            .column(Column::Id)
            .filter(Column::Content.eq(content.0.to_vec()))
            .filter(Column::Id.ne(but.as_uuid()))
            .filter(Column::Reason.is_null().or(Column::Reason.ne(Settlement::Duplicate.as_str())))
            .limit(1);
        Ok(self.tx.fetch_tuple::<_, Uuid>(others).await?.is_some())
    }

    async fn held_of(
        &mut self,
        person: PersonId,
        because: HeldBecause,
        limit: u32,
    ) -> Result<Vec<TakenMail>, StorageError> {
        let theirs = Entity::find()
            .filter(Column::PersonId.eq(person.as_uuid()))
            .filter(Column::State.eq(TakenState::HELD))
            .filter(Column::Reason.eq(because.as_str()))
            .limit(u64::from(limit));
        let rows: Vec<Model> = self.tx.fetch_all(locked(theirs)).await?;
        Ok(rows.into_iter().filter_map(|row| to_domain(row).ok()).collect())
    }

    async fn volume(
        &mut self,
        sender: &str,
        subject: &str,
        ticket: Option<TicketId>,
        now: OffsetDateTime,
    ) -> Result<MailVolume, StorageError> {
        let now = millis(now);
        let (posted_on_ticket, reopened_ticket) = match ticket {
            Some(ticket) => (
                self.how_many(volume::posted_on(ticket, now)).await?,
                self.how_many(volume::reopened(ticket, now)).await?,
            ),
            None => (0, 0),
        };
        Ok(MailVolume {
            opened_by_sender: self.how_many(volume::opened_by(sender, now)).await?,
            opened_by_strangers: self.how_many(volume::opened_by_strangers(now)).await?,
            posted_on_ticket,
            reopened_ticket,
            receipts_to_sender: self.how_many(volume::receipts_to(sender, now)).await?,
            receipts_for_subject: self.how_many(volume::receipts_for(sender, subject, now)).await?,
        })
    }

    async fn forget_ticket(&mut self, ticket: TicketId, now: OffsetDateTime) -> Result<(), StorageError> {
        self.forget_words_of(Entity::find().filter(Column::TicketId.eq(ticket.as_uuid())), now).await.map(drop)
    }

    async fn forget_message(&mut self, message: MessageId, now: OffsetDateTime) -> Result<(), StorageError> {
        self.forget_words_of(Entity::find().filter(Column::MessageId.eq(message.as_uuid())), now).await.map(drop)
    }

    async fn forget_person(
        &mut self,
        person: PersonId,
        address: Option<String>,
        now: OffsetDateTime,
    ) -> Result<(), StorageError> {
        let theirs = Condition::any()
            .add(Column::PersonId.eq(person.as_uuid()))
            .add_option(address.map(|address| Column::Author.eq(address)));
        self.forget_words_of(Entity::find().filter(theirs), now).await.map(drop)
    }

    async fn forget_words(
        &mut self,
        undecided: bool,
        before: OffsetDateTime,
        limit: u32,
        now: OffsetDateTime,
    ) -> Result<u64, StorageError> {
        let states = if undecided { TakenState::UNDECIDED.as_slice() } else { &[TakenState::SETTLED] };
        let old = Entity::find()
            .filter(Column::State.is_in(states.iter().copied()))
            .filter(Column::ReceivedAt.lte(millis(before)))
            .filter(Column::Sha256.is_not_null())
            .limit(u64::from(limit));
        self.forget_words_of(old, now).await
    }

    async fn forget(&mut self, before: OffsetDateTime, limit: u32) -> Result<u64, StorageError> {
        let old = Entity::find()
            .select_only()
            .column(Column::Id)
            .filter(Column::State.eq(TakenState::SETTLED))
            .filter(Column::ReceivedAt.lte(millis(before)))
            .limit(u64::from(limit));
        self.tx.delete_rows(Entity::delete_many().filter(Column::Id.in_subquery(old.into_query()))).await
    }
}

impl SeaOrmUnitOfWork {
    async fn how_many(&self, mails: Select<Entity>) -> Result<u32, StorageError> {
        whole(self.tx.count(mails, Column::Id).await?)
    }

    async fn forget_words_of(&mut self, mails: Select<Entity>, now: OffsetDateTime) -> Result<u64, StorageError> {
        let rows: Vec<Model> = self.tx.fetch_all(locked(mails)).await?;
        let count = rows.len() as u64;
        for row in rows {
            let mut mail = to_domain(row)?;
            mail.forget_words(now);
            self.update(&mail).await?;
        }
        Ok(count)
    }
}

/// The mails to claim, oldest first.
pub(crate) fn due(now: i64, lease_now: i64, limit: u32) -> Select<Entity> {
    skip_locked(Entity::find())
        .filter(Column::State.eq(TakenState::WAITING))
        .filter(Column::DueAt.lte(now))
        .filter(Column::LeaseUntil.is_null().or(Column::LeaseUntil.lte(lease_now)))
        .order_by_asc(Column::DueAt)
        .order_by_asc(Column::Id)
        .limit(u64::from(limit))
}
