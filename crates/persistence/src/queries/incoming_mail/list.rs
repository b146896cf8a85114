//! The statements that read mails that came in, apart from running them, so that the plan tests can explain them.

use deskhand_domain::incoming::TakenState;
use deskhand_domain::permissions::{IntakeVisibility, NotesVisibility};
use deskhand_domain::ports::{PageLimit, StorageError, TakenMailFilter, TakenMailPosition, TakenMailView};
use deskhand_domain::ticket::{TicketNumber, TicketRef, Title};
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
    ticket_ref_id: Option<Uuid>,
    ticket_number: Option<i64>,
    ticket_title: Option<String>,
    ticket_subject: Option<String>,
    ticket_assignee: Option<Uuid>,
}

impl IntakeRow {
    pub(crate) fn into_view(self) -> Result<TakenMailView, StorageError> {
        let tickets = Table("tickets");
        let ticket = match (self.ticket_ref_id, self.ticket_number, &self.ticket_title, &self.ticket_subject) {
            (Some(id), Some(number), Some(title), Some(subject)) => Some(TicketRef {
                id: TicketId::new(id),
                number: tickets.parsed("number", TicketNumber::new(tickets.number("number", number)?))?,
                title: tickets.parsed("title", Title::restore(title))?,
                subject: tickets.parsed("subject", Title::restore(subject))?,
            }),
            _ => None,
        };
        Ok(TakenMailView {
            mail: to_domain(self.mail)?,
            ticket,
            assignee: self.ticket_assignee.map(PersonId::new),
            person: self.person.map(PersonRefRow::into_ref).transpose()?,
        })
    }
}

pub(crate) fn with_names(mails: Select<Entity>) -> Select<Entity> {
    let mut select = with_person(mails, "person", Column::PersonId);
    let same = Expr::col((TICKET, ticket::Column::Id)).eq(Expr::col(Column::TicketId.as_column_ref()));
    QuerySelect::query(&mut select).join(JoinType::LeftJoin, ticket::Entity.into_table_ref().alias(TICKET), same);
    select
        .expr_as(Expr::col((TICKET, ticket::Column::Id)), "ticket_ref_id")
        .expr_as(Expr::col((TICKET, ticket::Column::Number)), "ticket_number")
        .expr_as(Expr::col((TICKET, ticket::Column::Title)), "ticket_title")
        .expr_as(Expr::col((TICKET, ticket::Column::Subject)), "ticket_subject")
        .expr_as(Expr::col((TICKET, ticket::Column::AssigneeId)), "ticket_assignee")
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
