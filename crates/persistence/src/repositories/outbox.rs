use async_trait::async_trait;
use deskhand_domain::notification::{Frequency, Mail, MailKind, RecentLetter, RecentNews};
use deskhand_domain::ports::{ClaimedBatch, MailState, Outbox, SentLetter, StorageError};
use deskhand_domain::{MailId, PersonId, TicketId};
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, UpdateMany};
use time::{Duration, OffsetDateTime};
use uuid::Uuid;

use crate::dialect::locks::locked;
use crate::entities::mail::{Column, Entity, Model};
use crate::mapping;
use crate::mapping::decode::{Table, millis, millis_in, whole};
use crate::mapping::mail::NOT_YET;
use crate::queries::mail::joined::{RecentRow, digests_to, recent_about};
use crate::queries::mail::queue::{
    add_news, came_back, due, newest_of, news_to, now_due, nth_newest_of, queued_about, queued_to,
};
use crate::run::Run;
use crate::unit_of_work::SeaOrmUnitOfWork;

#[async_trait]
impl Outbox for SeaOrmUnitOfWork {
    async fn enqueue(&mut self, mails: &[Mail]) -> Result<(), StorageError> {
        let rows: Vec<_> = mails.iter().map(mapping::mail::to_active_model).collect::<Result<_, _>>()?;
        self.write_rows(rows).await
    }

    async fn claim_due(
        &mut self,
        now: OffsetDateTime,
        lease: Duration,
        limit: u32,
        but_not: &[PersonId],
    ) -> Result<ClaimedBatch, StorageError> {
        let lease_now = self.lease_clock.now(&self.tx, now).await?;
        self.tx.update_rows(now_due(millis(now))).await?;
        let due = self.tx.fetch_each(due(millis(now), lease_now, limit, but_not)).await?;
        let ids: Vec<Uuid> = due.iter().map(|(id, _)| *id).collect();
        let claimed = Entity::update_many()
            .col_expr(Column::Attempt, Expr::col(Column::Attempt).add(1))
            .col_expr(Column::LeaseUntil, Expr::value(lease_now + millis_in(lease)))
            .filter(Column::Id.is_in(ids));
        self.tx.update_rows(claimed).await?;
        self.read_claimed(due).await
    }

    async fn mark_sent(
        &mut self,
        id: MailId,
        attempt: u32,
        at: OffsetDateTime,
        answer: &str,
    ) -> Result<bool, StorageError> {
        let sent = settled(MailState::Sent, at, answer).col_expr(Column::SentAt, Expr::value(millis(at)));
        self.settle(sent, id, attempt).await
    }

    async fn retry_at(
        &mut self,
        id: MailId,
        attempt: u32,
        at: OffsetDateTime,
        error: &str,
    ) -> Result<bool, StorageError> {
        let waits = waiting_until(at).col_expr(Column::LastAnswer, Expr::value(error));
        self.settle(waits, id, attempt).await
    }

    async fn put_off(
        &mut self,
        id: MailId,
        attempt: u32,
        at: OffsetDateTime,
        reason: &str,
    ) -> Result<bool, StorageError> {
        let waits = waiting_until(at)
            .col_expr(Column::LastAnswer, Expr::value(reason))
            .col_expr(Column::Forgiven, Expr::col(Column::Attempt));
        self.settle(waits, id, attempt).await
    }

    async fn last_turn(&mut self, author: Option<PersonId>) -> Result<Option<OffsetDateTime>, StorageError> {
        let newest: Option<(String, i64)> = self.tx.fetch_tuple(newest_of(author)).await?;
        let waits = [MailState::Pending, MailState::Joined].map(|state| state.as_str());
        let pending = newest.filter(|(state, _)| waits.contains(&state.as_str()));
        pending.map(|(_, turn)| Table("outbox").time("turn", turn)).transpose()
    }

    async fn nth_newest_of(
        &mut self,
        author: PersonId,
        n: u32,
        since: OffsetDateTime,
    ) -> Result<Option<OffsetDateTime>, StorageError> {
        let nth = self.tx.fetch_tuple(nth_newest_of(author, n, millis(since))).await?;
        Table("outbox").time_or_none("created_at", nth)
    }

    async fn news_to(
        &mut self,
        recipients: &[PersonId],
        since: OffsetDateTime,
    ) -> Result<Vec<RecentNews>, StorageError> {
        let rows: Vec<(Uuid, String, i64)> = self.tx.fetch_tuples(news_to(recipients, millis(since))).await?;
        let mut news: Vec<RecentNews> = Vec::new();
        for (recipient, kind, at) in rows {
            add_news(&mut news, PersonId::new(recipient), &kind, Table("outbox").time("created_at", at)?);
        }
        Ok(news)
    }

    async fn give_up(
        &mut self,
        id: MailId,
        attempt: u32,
        at: OffsetDateTime,
        error: &str,
    ) -> Result<bool, StorageError> {
        self.settle(settled(MailState::Dead, at, error), id, attempt).await
    }

    async fn drop_mail(
        &mut self,
        id: MailId,
        attempt: u32,
        at: OffsetDateTime,
        reason: &str,
    ) -> Result<bool, StorageError> {
        self.settle(settled(MailState::Dropped, at, reason), id, attempt).await
    }

    async fn recent_about(
        &mut self,
        ticket: TicketId,
        since: OffsetDateTime,
    ) -> Result<Vec<RecentLetter>, StorageError> {
        let rows: Vec<RecentRow> = self.tx.fetch_all(locked(recent_about(ticket, millis(since)))).await?;
        rows.iter().map(RecentRow::to_domain).collect()
    }

    async fn digests_to(
        &mut self,
        recipient: PersonId,
        frequency: Frequency,
        since: OffsetDateTime,
    ) -> Result<Vec<RecentLetter>, StorageError> {
        let theirs = locked(digests_to(recipient, frequency, millis(since)));
        let rows: Vec<RecentRow> = self.tx.fetch_all(theirs).await?;
        rows.iter().map(RecentRow::to_domain).collect()
    }

    async fn leave_out(&mut self, joined: MailId, at: OffsetDateTime, reason: &str) -> Result<(), StorageError> {
        let dropped = settled(MailState::Dropped, at, reason).col_expr(Column::Joins, Expr::value(None::<Uuid>));
        self.tx
            .update_rows(dropped.filter(Column::Id.eq(joined.as_uuid())).filter(Column::Joins.is_not_null()))
            .await?;
        Ok(())
    }

    async fn replace_letter(&mut self, letter: MailId, next: MailId, at: OffsetDateTime) -> Result<(), StorageError> {
        let joins_it = Column::Joins.eq(letter.as_uuid());
        let own = waiting_until(at)
            .col_expr(Column::Joins, Expr::value(None::<Uuid>))
            .col_expr(Column::SettledAt, Expr::value(None::<i64>))
            .filter(Column::Id.eq(next.as_uuid()))
            .filter(joins_it.clone());
        self.tx.update_rows(own).await?;
        let others = Entity::update_many().col_expr(Column::Joins, Expr::value(next.as_uuid()));
        self.tx.update_rows(others.filter(joins_it)).await?;
        Ok(())
    }

    async fn forget_addresses_of(&mut self, recipient: PersonId) -> Result<(), StorageError> {
        let without_address = Entity::update_many()
            .col_expr(Column::Address, Expr::value(None::<String>))
            .col_expr(Column::LastAnswer, Expr::value(None::<String>))
            .filter(Column::RecipientId.eq(recipient.as_uuid()))
            .filter(Column::Address.is_not_null().or(Column::LastAnswer.is_not_null()));
        self.tx.update_rows(without_address).await?;
        Ok(())
    }

    async fn sent_letter(&mut self, id: MailId, now: OffsetDateTime) -> Result<Option<SentLetter>, StorageError> {
        let row: Option<Model> = self.tx.fetch_one(locked(Entity::find_by_id(id.as_uuid()))).await?;
        let Some(row) = row else { return Ok(None) };
        let state = mapping::mail::state_of(&row)?;
        if let Some(until) = row.lease_until
            && until > self.lease_clock.now(&self.tx, now).await?
        {
            return Err(StorageError::Busy);
        }
        let letter = SentLetter {
            id,
            recipient: PersonId::new(row.recipient_id),
            ticket: row.ticket_id.map(TicketId::new),
            state,
        };
        Ok(matches!(state, MailState::Sent | MailState::Bounced).then_some(letter))
    }

    async fn mark_bounced(&mut self, id: MailId, at: OffsetDateTime, reason: &str) -> Result<(), StorageError> {
        let bounced = settled(MailState::Bounced, at, reason).filter(Column::Id.eq(id.as_uuid()));
        self.tx.update_rows(bounced).await.map(drop)
    }

    async fn bounces_of(&mut self, recipient: PersonId, since: OffsetDateTime) -> Result<Vec<String>, StorageError> {
        let answers: Vec<Option<String>> = self.tx.fetch_tuples(came_back(recipient, millis(since))).await?;
        Ok(answers.into_iter().flatten().collect())
    }

    async fn was_queued(
        &mut self,
        ticket: TicketId,
        kind: MailKind,
        since: OffsetDateTime,
    ) -> Result<bool, StorageError> {
        let recent = queued_about(ticket, kind, millis(since));
        Ok(self.tx.fetch_tuple::<_, Uuid>(recent).await?.is_some())
    }

    async fn was_queued_to(
        &mut self,
        recipient: PersonId,
        kind: MailKind,
        since: OffsetDateTime,
    ) -> Result<bool, StorageError> {
        let recent = queued_to(recipient, kind, millis(since));
        Ok(self.tx.fetch_tuple::<_, Uuid>(recent).await?.is_some())
    }

    async fn state_of(&mut self, id: MailId) -> Result<Option<MailState>, StorageError> {
        let row: Option<Model> = self.tx.fetch_one(locked(Entity::find_by_id(id.as_uuid()))).await?;
        row.as_ref().map(mapping::mail::state_of).transpose()
    }

    async fn requeue(&mut self, id: MailId, at: OffsetDateTime) -> Result<(), StorageError> {
        let pending = waiting_until(at)
            .col_expr(Column::Forgiven, Expr::col(Column::Attempt))
            .col_expr(Column::SettledAt, Expr::value(None::<i64>))
            .filter(Column::Id.eq(id.as_uuid()));
        self.tx.update_rows(pending).await?;
        Ok(())
    }
}

impl SeaOrmUnitOfWork {
    /// Stores the outcome of an attempt. Only the newest attempt has one, and only once.
    async fn settle(&self, update: UpdateMany<Entity>, id: MailId, attempt: u32) -> Result<bool, StorageError> {
        let attempt: i32 = whole(attempt)?;
        let settled = update
            .filter(Column::Id.eq(id.as_uuid()))
            .filter(Column::Attempt.eq(attempt))
            .filter(Column::State.eq(MailState::Pending.as_str()));
        Ok(self.tx.update_rows(settled).await? == 1)
    }
}

fn moved_to(state: MailState) -> UpdateMany<Entity> {
    Entity::update_many()
        .col_expr(Column::State, Expr::value(state.as_str()))
        .col_expr(Column::LeaseUntil, Expr::value(None::<i64>))
}

/// Pending, not before `at`, and then behind what became due earlier.
fn waiting_until(at: OffsetDateTime) -> UpdateMany<Entity> {
    let at = millis(at);
    let turn = Expr::case(Expr::col(Column::Turn).lt(at), at).finally(Expr::col(Column::Turn));
    moved_to(MailState::Pending)
        .col_expr(Column::DueAt, Expr::value(at))
        .col_expr(Column::Turn, turn.into())
        .col_expr(Column::Ready, Expr::value(NOT_YET))
}

/// A final state, with the last answer of the mail server or the reason.
pub(super) fn settled(state: MailState, at: OffsetDateTime, answer: &str) -> UpdateMany<Entity> {
    moved_to(state)
        .col_expr(Column::Ready, Expr::value(None::<i16>))
        .col_expr(Column::LastAnswer, Expr::value(answer))
        .col_expr(Column::SettledAt, Expr::value(millis(at)))
}
