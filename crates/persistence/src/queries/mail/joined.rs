//! The statements about letters that report several events, apart from running them, so that the plan tests can explain them.

use deskhand_domain::notification::{Frequency, RecentLetter};
use deskhand_domain::ports::{MailState, StorageError};
use deskhand_domain::{MailId, PersonId, TicketId};
use sea_orm::{ColumnTrait, EntityTrait, FromQueryResult, Order, QueryFilter, QueryOrder, QuerySelect, Select};
use uuid::Uuid;

use crate::entities::mail::{Column, Entity};
use crate::mapping::decode::Table;

const OUTBOX: Table = Table("outbox");

/// What decides whether another mail joins this one.
#[derive(FromQueryResult)]
pub(crate) struct RecentRow {
    id: Uuid,
    recipient_id: Uuid,
    kind: String,
    joins: Option<Uuid>,
    state: String,
    attempt: i32,
    created_at: i64,
    due_at: i64,
    sent_at: Option<i64>,
}

impl RecentRow {
    pub(crate) fn to_domain(&self) -> Result<RecentLetter, StorageError> {
        Ok(RecentLetter {
            id: MailId::new(self.id),
            recipient: PersonId::new(self.recipient_id),
            kind: OUTBOX.word("kind", &self.kind)?,
            joins: self.joins.map(MailId::new),
            queued_at: OUTBOX.time("created_at", self.created_at)?,
            goes_at: OUTBOX.time("due_at", self.sent_at.unwrap_or(self.due_at))?,
            is_open: self.state == MailState::Pending.as_str() && self.attempt == 0,
        })
    }
}

/// The mails about a ticket that were queued later than `since`, but for those of digests.
pub(crate) fn recent_about(ticket: TicketId, since: i64) -> Select<Entity> {
    recent(since).filter(Column::TicketId.eq(ticket.as_uuid())).filter(Column::Frequency.is_null())
}

/// The mails of this frequency to a person that were queued later than `since`.
pub(crate) fn digests_to(recipient: PersonId, frequency: Frequency, since: i64) -> Select<Entity> {
    recent(since).filter(Column::RecipientId.eq(recipient.as_uuid())).filter(Column::Frequency.eq(frequency.as_str()))
}

fn recent(since: i64) -> Select<Entity> {
    let counting = [MailState::Pending, MailState::Sent, MailState::Joined].map(|state| state.as_str());
    Entity::find()
        .select_only()
        .columns([
            Column::Id,
            Column::RecipientId,
            Column::Kind,
            Column::Joins,
            Column::State,
            Column::Attempt,
            Column::CreatedAt,
            Column::DueAt,
            Column::SentAt,
        ])
        .filter(Column::CreatedAt.gt(since))
        .filter(Column::State.is_in(counting))
}

/// What joined these letters, in the order of time, then id. Every mail that names a letter has the state `joined`; asked for the state as
/// well, SQLite would read all that have it.
pub(crate) fn joined_to(letters: impl Iterator<Item = Uuid>) -> Select<Entity> {
    Entity::find()
        .filter(Column::Joins.is_in(letters))
        .order_by(Column::CreatedAt, Order::Asc)
        .order_by(Column::Id, Order::Asc)
}
