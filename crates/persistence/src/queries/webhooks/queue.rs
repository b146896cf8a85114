//! The statements that find what to send next, apart from running them, so that the plan tests can explain them. Each costs the same however
//! many deliveries there are.

use deskhand_domain::webhooks::{DeliveryState, WebhookState};
use deskhand_domain::{DeliveryId, WebhookId};
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{ColumnTrait, EntityTrait, Order, QueryFilter, QueryOrder, QuerySelect, QueryTrait, Select, UpdateMany};

use crate::dialect::locks::skip_locked;
use crate::entities::webhook;
use crate::entities::webhook_delivery::{Column, Entity};

/// No pending delivery about the same thing is due, or came before this one.
const IS_FIRST: &str = "NOT EXISTS (SELECT 1 FROM webhook_deliveries AS other \
    WHERE other.webhook_id = webhook_deliveries.webhook_id AND other.about = webhook_deliveries.about \
    AND other.state = 'pending' AND other.id <> webhook_deliveries.id AND (other.due_at IS NOT NULL \
    OR (other.work, other.seq) < (webhook_deliveries.work, webhook_deliveries.seq)))";

/// Makes those due that wait for no other any more.
pub(crate) fn first_of_each(webhook: WebhookId, at: i64) -> UpdateMany<Entity> {
    become_due(at).filter(Column::WebhookId.eq(webhook.as_uuid()))
}

/// The same for those about the thing that this delivery is about.
pub(crate) fn first_of_one(settled: DeliveryId, at: i64) -> UpdateMany<Entity> {
    let own = |column: Column| Entity::find_by_id(settled.as_uuid()).select_only().column(column).into_query();
    become_due(at)
        .filter(Column::WebhookId.in_subquery(own(Column::WebhookId)))
        .filter(Column::About.in_subquery(own(Column::About)))
}

fn become_due(at: i64) -> UpdateMany<Entity> {
    Entity::update_many()
        .col_expr(Column::DueAt, Expr::value(at))
        .filter(Expr::cust("webhook_deliveries.state = 'pending'"))
        .filter(Column::DueAt.is_null())
        .filter(Expr::cust(IS_FIRST))
}

/// The deliveries to claim, in the order of their time.
pub(crate) fn claimable(webhook: WebhookId, now: i64, lease_now: i64, limit: u32) -> Select<Entity> {
    skip_locked(Entity::find())
        .filter(Column::WebhookId.eq(webhook.as_uuid()))
        .filter(Column::DueAt.lte(now))
        .filter(Column::LeaseUntil.is_null().or(Column::LeaseUntil.lte(lease_now)))
        .order_by(Column::DueAt, Order::Asc)
        .limit(u64::from(limit))
}

/// The active webhooks to which something is due that is not claimed.
pub(crate) fn webhooks_with_due(now: i64) -> Select<webhook::Entity> {
    let due = Query::select()
        .expr(Expr::val(1))
        .from(Entity)
        .and_where(Expr::cust("webhook_deliveries.webhook_id = webhooks.id"))
        .and_where(Column::DueAt.lte(now))
        .and_where(Column::LeaseUntil.is_null().or(Column::LeaseUntil.lte(now)))
        .take();
    active().select_only().column(webhook::Column::Id).filter(Expr::exists(due))
}

/// The webhooks that are sent events.
pub(crate) fn active() -> Select<webhook::Entity> {
    webhook::Entity::find().filter(webhook::Column::State.eq(WebhookState::Active.as_str()))
}

/// What was settled long ago.
pub(crate) fn settled_before(before: i64, limit: u32) -> Select<Entity> {
    skip_locked(Entity::find().select_only().column(Column::Id))
        .filter(Column::SettledAt.lt(before))
        .order_by(Column::SettledAt, Order::Asc)
        .limit(u64::from(limit))
}

/// What is pending.
pub(crate) fn pending() -> Select<Entity> {
    Entity::find().filter(Column::State.eq(DeliveryState::Pending.as_str()))
}
