//! The statements that find what to send next, apart from running them, so that the plan tests can explain them. Each costs the same
//! however many mails there are.

use deskhand_domain::notification::{MailKind, RecentNews};
use deskhand_domain::ports::MailState;
use deskhand_domain::{PersonId, TicketId};
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, EntityTrait, Order, QueryFilter, QueryOrder, QuerySelect, QueryTrait, Select, UpdateMany};
use time::OffsetDateTime;

use crate::dialect::locks::skip_locked;
use crate::entities::mail::{Column, Entity};
use crate::mapping::mail::{NOT_YET, OTHER, READY};

/// The most mails that become due with one claim.
const NOW_DUE: u64 = 1000;

/// Marks the mails that have become due.
pub(crate) fn now_due(now: i64) -> UpdateMany<Entity> {
    let ids = skip_locked(become_due(now).select_only().column(Column::Id)).limit(NOW_DUE);
    Entity::update_many().col_expr(Column::Ready, Expr::value(READY)).filter(Column::Id.in_subquery(ids.into_query()))
}

/// The mails that were to be sent later and are due now.
pub(crate) fn become_due(now: i64) -> Select<Entity> {
    Entity::find()
        .filter(Column::Ready.eq(NOT_YET))
        .filter(Column::DueAt.lte(now))
        .order_by(Column::DueAt, Order::Asc)
        .order_by(Column::Id, Order::Asc)
}

/// The mails to claim, in the order of the index. Only an instance whose clock is ahead queues one that is ready and not due.
pub(crate) fn due(now: i64, lease_now: i64, limit: u32, but_not: &[PersonId]) -> Select<Entity> {
    let free = Column::LeaseUntil.is_null().or(Column::LeaseUntil.lte(lease_now));
    skip_locked(Entity::find())
        .filter(Column::Ready.eq(READY))
        // A sum, so that no plan prefers the index by the time and sorts all that is due.
        .filter(Expr::col(Column::DueAt).add(0).lte(now))
        .filter(free)
        .filter(Column::RecipientId.is_not_in(but_not.iter().map(PersonId::as_uuid)))
        .order_by(Column::Urgency, Order::Asc)
        .order_by(Column::Turn, Order::Asc)
        .order_by(Column::Id, Order::Asc)
        .limit(u64::from(limit))
}

/// When the first mail is due of those that are due already (`READY`) or not (`NOT_YET`).
pub(crate) fn first_due(ready: i16) -> Select<Entity> {
    Entity::find()
        .select_only()
        .column(Column::DueAt)
        .filter(Column::Ready.eq(ready))
        .order_by(Column::DueAt, Order::Asc)
        .limit(1)
}

/// State and turn of the newest mail of an author.
pub(crate) fn newest_of(author: Option<PersonId>) -> Select<Entity> {
    let by_author = match author {
        Some(author) => Column::AuthorId.eq(author.as_uuid()),
        None => Column::AuthorId.is_null(),
    };
    Entity::find()
        .select_only()
        .column(Column::State)
        .column(Column::Turn)
        .filter(by_author)
        // PostgreSQL follows the order of the index behind `IS NULL` only where the order names the column.
        .order_by(Column::AuthorId, Order::Desc)
        .order_by(Column::CreatedAt, Order::Desc)
        .order_by(Column::Turn, Order::Desc)
        .limit(1)
}

/// When the nth newest mail of an author was queued, without those about accounts.
pub(crate) fn nth_newest_of(author: PersonId, n: u32, since: i64) -> Select<Entity> {
    Entity::find()
        .select_only()
        .column(Column::CreatedAt)
        .filter(Column::AuthorId.eq(author.as_uuid()))
        .filter(Column::CreatedAt.gt(since))
        .filter(Column::Urgency.eq(OTHER))
        .order_by(Column::CreatedAt, Order::Desc)
        .offset(u64::from(n.saturating_sub(1)))
        .limit(1)
}

/// When the nth newest mail to a person was sent, without those about the account.
pub(crate) fn nth_newest_to(recipient: PersonId, n: u32, since: i64) -> Select<Entity> {
    Entity::find()
        .select_only()
        .column(Column::SentAt)
        .filter(Column::RecipientId.eq(recipient.as_uuid()))
        .filter(Column::SentAt.gt(since))
        .filter(Column::Urgency.eq(OTHER))
        .order_by(Column::SentAt, Order::Desc)
        .offset(u64::from(n.saturating_sub(1)))
        .limit(1)
}

/// Why letters to a person came back.
pub(crate) fn came_back(recipient: PersonId, since: i64) -> Select<Entity> {
    Entity::find()
        .select_only()
        .column(Column::LastAnswer)
        .filter(Column::RecipientId.eq(recipient.as_uuid()))
        .filter(Column::State.eq(MailState::Bounced.as_str()))
        .filter(Column::SettledAt.gt(since))
}

/// A letter of a kind about a ticket.
pub(crate) fn queued_about(ticket: TicketId, kind: MailKind, since: i64) -> Select<Entity> {
    one_queued(kind, since).filter(Column::TicketId.eq(ticket.as_uuid()))
}

/// A letter of a kind to a person.
pub(crate) fn queued_to(recipient: PersonId, kind: MailKind, since: i64) -> Select<Entity> {
    one_queued(kind, since).filter(Column::RecipientId.eq(recipient.as_uuid()))
}

fn one_queued(kind: MailKind, since: i64) -> Select<Entity> {
    Entity::find()
        .select_only()
        .column(Column::Id)
        .filter(Column::Kind.eq(kind.as_str()))
        .filter(Column::CreatedAt.gt(since))
        .limit(1)
}

/// What these people got of new tickets and sign-ups.
pub(crate) fn news_to(recipients: &[PersonId], since: i64) -> Select<Entity> {
    Entity::find()
        .select_only()
        .column(Column::NewsTo)
        .column(Column::Kind)
        .column(Column::CreatedAt)
        .filter(Column::NewsTo.is_in(recipients.iter().map(PersonId::as_uuid)))
        .filter(Column::CreatedAt.gt(since))
}

/// Adds a row of [`news_to`].
pub(crate) fn add_news(news: &mut Vec<RecentNews>, recipient: PersonId, kind: &str, at: OffsetDateTime) {
    let index = news.iter().position(|recent| recent.recipient == recipient).unwrap_or_else(|| {
        news.push(RecentNews { recipient, letters: 0, digest_since: None });
        news.len() - 1
    });
    if let Some(recent) = news.get_mut(index) {
        if kind == MailKind::DeskDigest.as_str() {
            recent.digest_since = Ord::max(recent.digest_since, Some(at));
        } else {
            recent.letters += 1;
        }
    }
}
