//! The counts that the caps ask for. Each reads an index from the time on where its span begins.

use deskhand_domain::TicketId;
use deskhand_domain::incoming::{Settlement, TakenState};
use deskhand_domain::time::Duration;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, Select};

use crate::entities::incoming_mail::{Column, Entity};
use crate::mapping::decode::millis_in;

fn since(now: i64, span: Duration) -> i64 {
    now - millis_in(span)
}

fn settled_as(settlements: &[Settlement]) -> Select<Entity> {
    Entity::find()
        .filter(Column::State.eq(TakenState::SETTLED))
        .filter(Column::Reason.is_in(settlements.iter().map(Settlement::as_str)))
}

fn opened() -> Select<Entity> {
    settled_as(&[Settlement::Opened, Settlement::FollowedUp])
}

pub(crate) fn opened_by(sender: &str, now: i64) -> Select<Entity> {
    opened().filter(Column::Author.eq(sender)).filter(Column::SettledAt.gt(since(now, Duration::HOUR)))
}

pub(crate) fn opened_by_strangers(now: i64) -> Select<Entity> {
    opened().filter(Column::IsByStranger.eq(1)).filter(Column::SettledAt.gt(since(now, Duration::DAY)))
}

pub(crate) fn posted_on(ticket: TicketId, now: i64) -> Select<Entity> {
    settled_as(&[Settlement::Posted])
        .filter(Column::TicketId.eq(ticket.as_uuid()))
        .filter(Column::SettledAt.gt(since(now, Duration::HOUR)))
}

pub(crate) fn reopened(ticket: TicketId, now: i64) -> Select<Entity> {
    Entity::find()
        .filter(Column::TicketId.eq(ticket.as_uuid()))
        .filter(Column::Reopened.eq(1))
        .filter(Column::SettledAt.gt(since(now, Duration::DAY)))
}

pub(crate) fn receipts_to(sender: &str, now: i64) -> Select<Entity> {
    receipts(sender, since(now, Duration::HOUR))
}

pub(crate) fn receipts_for(sender: &str, subject: &str, now: i64) -> Select<Entity> {
    receipts(sender, since(now, Duration::minutes(10))).filter(Column::Subject.eq(subject))
}

fn receipts(sender: &str, since: i64) -> Select<Entity> {
    Entity::find()
        .filter(Column::Author.eq(sender))
        .filter(Column::HadReceipt.eq(1))
        .filter(Column::SettledAt.gt(since))
}
