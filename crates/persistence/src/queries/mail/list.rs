//! The statements that read mails, apart from running them, so that the plan tests can explain them.

use deskhand_domain::TicketId;
use deskhand_domain::ports::{MailPosition, MailState, MailView, PageLimit, StorageError};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, FromQueryResult, Order, QueryFilter, QueryOrder, QuerySelect, Select};

use crate::entities::mail::{Column, Entity, Model};
use crate::entities::person;
use crate::mapping::mail::to_view;
use crate::mapping::person::{PersonRefRow, address_and_role};
use crate::queries::keyset::Sorting;
use crate::queries::person_join::with_person;

/// A mail with its recipient, as one row.
#[derive(FromQueryResult)]
pub(crate) struct MailRow {
    #[sea_orm(nested)]
    pub(crate) mail: Model,
    #[sea_orm(nested(prefix = "recipient_"))]
    recipient: PersonRefRow,
    recipient_email: Option<String>,
    recipient_role: String,
}

impl MailRow {
    pub(crate) fn into_view(self) -> Result<MailView, StorageError> {
        let (address, role) = address_and_role(self.recipient_email.as_deref(), &self.recipient_role)?;
        to_view(&self.mail, self.recipient.into_ref()?, role, address)
    }
}

pub(crate) fn with_recipient(mails: Select<Entity>) -> Select<Entity> {
    with_person(mails, "recipient", Column::RecipientId)
        .expr_as(Expr::col(("recipient", person::Column::Email)), "recipient_email")
        .expr_as(Expr::col(("recipient", person::Column::Role)), "recipient_role")
}

pub(crate) fn about_ticket(ticket: TicketId, after: Option<MailPosition>, limit: PageLimit) -> Select<Entity> {
    one_page_of(all_about_ticket(ticket), Order::Asc, after, limit)
}

pub(crate) fn all_about_ticket(ticket: TicketId) -> Select<Entity> {
    Entity::find().filter(Column::TicketId.eq(ticket.as_uuid()))
}

/// Of one state only: the database would have to sort several, and there may be a million mails of each.
pub(crate) fn in_state(state: MailState, after: Option<MailPosition>, limit: PageLimit) -> Select<Entity> {
    one_page_of(Entity::find().filter(Column::State.eq(state.as_str())), Order::Desc, after, limit)
}

pub(crate) fn all_in_states(states: &[MailState]) -> Select<Entity> {
    Entity::find().filter(Column::State.is_in(states.iter().map(MailState::as_str)))
}

/// When the oldest pending mail was queued, without those of digests.
pub(crate) fn first_pending() -> Select<Entity> {
    Entity::find()
        .select_only()
        .column(Column::CreatedAt)
        .filter(Column::State.eq(MailState::Pending.as_str()))
        .filter(Column::Frequency.is_null())
        .order_by(Column::CreatedAt, Order::Asc)
        .limit(1)
}

/// When the newest lease ends. Settled mails have none.
pub(crate) fn newest_claim() -> Select<Entity> {
    Entity::find()
        .select_only()
        .column(Column::LeaseUntil)
        .filter(Column::LeaseUntil.is_not_null())
        .order_by(Column::LeaseUntil, Order::Desc)
        .limit(1)
}

fn one_page_of(
    mails: Select<Entity>,
    direction: Order,
    after: Option<MailPosition>,
    limit: PageLimit,
) -> Select<Entity> {
    let order = Sorting { by: Column::CreatedAt, id: Column::Id, direction };
    order.page(with_recipient(mails), after.map(|at| (at.created_at, at.id.as_uuid())), limit)
}
