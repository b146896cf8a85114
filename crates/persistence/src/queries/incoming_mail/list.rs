//! The statements that read mails that came in, apart from running them, so that the plan tests can explain them.

use deskhand_domain::incoming::TakenState;
use deskhand_domain::permissions::{IntakeVisibility, NotesVisibility};
use deskhand_domain::ports::{PageLimit, StorageError, TakenMailFilter, TakenMailPosition, TakenMailView};
use deskhand_domain::ticket::{TicketRef, Title};
use deskhand_domain::{PersonId, TicketId};
use sea_orm::sea_query::{Condition, Expr, ExprTrait, IntoTableRef};
use sea_orm::{
    ColumnTrait, EntityTrait, FromQueryResult, JoinType, Order, QueryFilter, QueryOrder, QuerySelect, Select,
};
use uuid::Uuid;

use crate::entities::incoming_mail::{Column, Entity, Model};
use crate::entities::ticket;
use crate::mapping::decode::Table;
use crate::mapping::incoming_mail::to_domain;
use crate::mapping::person::PersonRefRow;
use crate::mapping::ticket::number_from;
use crate::queries::keyset::Sorting;
use crate::queries::person_join::with_person;

const TICKET: &str = "ticket";

/// A mail with its ticket and the person with its address, as one row.
#[derive(FromQueryResult)]
pub(crate) struct IntakeRow {
    #[sea_orm(nested)]
    mail: Model,
    #[sea_orm(nested(prefix = "person_"))]
    person: Option<PersonRefRow>,
    #[sea_orm(nested(prefix = "of_ticket_"))]
    ticket: Option<TicketRow>,
}

#[derive(FromQueryResult)]
struct TicketRow {
    id: Uuid,
    number: i64,
    title: String,
    subject: String,
    assignee_id: Option<Uuid>,
}

impl IntakeRow {
    pub(crate) fn into_view(self) -> Result<TakenMailView, StorageError> {
        Ok(TakenMailView {
            mail: to_domain(self.mail)?,
            assignee: self.ticket.as_ref().and_then(|ticket| ticket.assignee_id).map(PersonId::new),
            ticket: self.ticket.as_ref().map(TicketRow::to_ref).transpose()?,
            person: self.person.map(PersonRefRow::into_ref).transpose()?,
        })
    }
}

impl TicketRow {
    fn to_ref(&self) -> Result<TicketRef, StorageError> {
        let tickets = Table("tickets");
        Ok(TicketRef {
            id: TicketId::new(self.id),
            number: number_from(self.number)?,
            title: tickets.parsed("title", Title::restore(&self.title))?,
            subject: tickets.parsed("subject", Title::restore(&self.subject))?,
        })
    }
}

pub(crate) fn with_names(mails: Select<Entity>) -> Select<Entity> {
    let mut select = with_person(mails, "person", Column::PersonId);
    let same = Expr::col((TICKET, ticket::Column::Id)).eq(Expr::col(Column::TicketId.as_column_ref()));
    QuerySelect::query(&mut select).join(JoinType::LeftJoin, ticket::Entity.into_table_ref().alias(TICKET), same);
    select
        .expr_as(Expr::col((TICKET, ticket::Column::Id)), "of_ticket_id")
        .expr_as(Expr::col((TICKET, ticket::Column::Number)), "of_ticket_number")
        .expr_as(Expr::col((TICKET, ticket::Column::Title)), "of_ticket_title")
        .expr_as(Expr::col((TICKET, ticket::Column::Subject)), "of_ticket_subject")
        .expr_as(Expr::col((TICKET, ticket::Column::AssigneeId)), "of_ticket_assignee_id")
}

pub(crate) fn one_page_of(
    sees: IntakeVisibility,
    filter: &TakenMailFilter,
    after: Option<TakenMailPosition>,
    limit: PageLimit,
) -> Select<Entity> {
    let wanted = Condition::all()
        .add_option((!filter.states.is_empty()).then(|| Column::State.is_in(filter.states.iter().map(String::as_str))))
        .add_option(filter.ticket.map(|ticket| Column::TicketId.eq(ticket.as_uuid())))
        .add_option(visible(sees));
    let order = Sorting { by: Column::ReceivedAt, id: Column::Id, direction: Order::Desc };
    let after = after.map(|at| (at.received_at, at.id.as_uuid()));
    order.page(with_names(Entity::find()).filter(wanted), after, limit)
}

fn visible(sees: IntakeVisibility) -> Option<Condition> {
    let has_ticket = Expr::col((TICKET, ticket::Column::Id)).is_not_null();
    match sees {
        IntakeVisibility::Everything => None,
        IntakeVisibility::OfTickets(NotesVisibility::Everywhere) => Some(Condition::all().add(has_ticket)),
        IntakeVisibility::OfTickets(NotesVisibility::AssignedTo(me)) => {
            Some(Condition::all().add(Expr::col((TICKET, ticket::Column::AssigneeId)).eq(me.as_uuid())))
        }
        IntakeVisibility::OfTickets(NotesVisibility::Nowhere) => Some(Condition::all().add(Expr::value(false))),
    }
}

pub(crate) fn in_state(state: &str) -> Select<Entity> {
    Entity::find().filter(Column::State.eq(state))
}

/// The smallest value of this column among the waiting mails.
pub(crate) fn first_waiting(by: Column) -> Select<Entity> {
    in_state(TakenState::WAITING).select_only().column(by).order_by(by, Order::Asc).limit(1)
}

/// When the newest lease ends of a waiting mail.
pub(crate) fn newest_claim() -> Select<Entity> {
    in_state(TakenState::WAITING)
        .select_only()
        .column(Column::LeaseUntil)
        .filter(Column::LeaseUntil.is_not_null())
        .order_by(Column::LeaseUntil, Order::Desc)
        .limit(1)
}
