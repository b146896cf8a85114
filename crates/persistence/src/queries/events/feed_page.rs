//! The statements of the event feed, apart from running them, so that the plan tests can explain them.

use deskhand_domain::PersonId;
use deskhand_domain::history::Topic;
use deskhand_domain::permissions::EventVisibility;
use deskhand_domain::ports::{FeedEvent, FeedPosition, FeedTicket, FeedTopic, PageLimit, StorageError};
use deskhand_domain::ticket::Title;
use sea_orm::sea_query::{Condition, Expr, ExprTrait};
use sea_orm::{
    ColumnTrait, DbBackend, EntityTrait, FromQueryResult, JoinType, Order, QueryFilter, QueryOrder, QuerySelect, Select,
};
use uuid::Uuid;

use super::ticket_history::{EventRow, with_people};
use crate::dialect::event_order::is_settled;
use crate::entities::event::{Column, Entity};
use crate::entities::{person, ticket};
use crate::mapping::decode::Table;
use crate::mapping::person::PersonRefRow;
use crate::mapping::ticket::{followers_from, number_from};
use crate::queries::keyset::one_page;
use crate::queries::person_join::with_person;
use crate::queries::visibility::{SUBJECT, visible_events};

/// An event with the people in it and what it is about, as one row.
#[derive(FromQueryResult)]
pub(crate) struct FeedRow {
    #[sea_orm(nested)]
    event: EventRow,
    #[sea_orm(nested(prefix = "ticket_"))]
    ticket: Option<TicketRow>,
    #[sea_orm(nested(prefix = "person_"))]
    person: Option<PersonRefRow>,
    person_role: Option<String>,
}

#[derive(FromQueryResult)]
struct TicketRow {
    number: i64,
    title: String,
    reporter_id: Uuid,
    assignee_id: Option<Uuid>,
    followers: Option<String>,
}

impl FeedRow {
    pub(crate) fn into_event(self) -> Result<FeedEvent, StorageError> {
        let position = self.event.position();
        let view = self.event.into_view()?;
        let about = match (view.event.topic, self.person, self.person_role) {
            (Topic::Ticket(id), ..) => FeedTopic::Ticket(id, self.ticket.map(TicketRow::into_ticket).transpose()?),
            (Topic::Person(_), Some(person), Some(role)) => {
                FeedTopic::Person(person.into_ref()?, Table("people").word("role", &role)?)
            }
            (Topic::Person(_), ..) => return Err(Table("history").corrupt("person_id", "refers to no person")),
        };
        Ok(FeedEvent { position, view, about })
    }
}

impl TicketRow {
    fn into_ticket(self) -> Result<FeedTicket, StorageError> {
        Ok(FeedTicket {
            number: number_from(self.number)?,
            title: Table("tickets").parsed("title", Title::restore(&self.title))?,
            reporter: PersonId::new(self.reporter_id),
            assignee: self.assignee_id.map(PersonId::new),
            followers: followers_from(self.followers.as_deref())?,
        })
    }
}

/// The settled events in the order of the feed.
pub(crate) fn settled(backend: DbBackend, direction: Order) -> Select<Entity> {
    let settled = Condition::all().add_option(is_settled(backend, "history"));
    Entity::find().filter(settled).order_by(Column::Tx, direction.clone()).order_by(Column::Seq, direction)
}

pub(crate) fn only_after(events: Select<Entity>, after: FeedPosition) -> Select<Entity> {
    events.filter(own_position().gt(value_of(after)))
}

/// `end` must be settled.
pub(crate) fn one_page_between(
    backend: DbBackend,
    sees: EventVisibility,
    after: FeedPosition,
    end: FeedPosition,
    limit: PageLimit,
) -> Select<Entity> {
    // PostgreSQL assumes that any range of row values is a quarter of the table, and would read every ticket for it. Its
    // estimate for a range of one column is near the truth. SQLite, given both, might use that column alone.
    let estimate = (backend == DbBackend::Postgres).then(|| Column::Tx.between(after.work, end.work));
    let events = only_after(Entity::find(), after)
        .filter(own_position().lte(value_of(end)))
        .filter(Condition::all().add_option(estimate));
    let events = with_subject(with_people(events)).filter(visible_events(sees));
    one_page(events.order_by(Column::Tx, Order::Asc).order_by(Column::Seq, Order::Asc), limit)
}

/// The position as a row value. Both databases find rows by one comparison of row values in the index.
fn own_position() -> Expr {
    Expr::tuple([Expr::col(Column::Tx.as_column_ref()), Expr::col(Column::Seq.as_column_ref())])
}

fn value_of(at: FeedPosition) -> Expr {
    Expr::tuple([Expr::value(at.work), Expr::value(at.seq)])
}

/// Joins the ticket or the person that an event is about.
pub(super) fn with_subject(events: Select<Entity>) -> Select<Entity> {
    let mut events = with_person(events, SUBJECT, Column::PersonId)
        .expr_as(Expr::col((SUBJECT, person::Column::Role)), "person_role")
        .expr_as(ticket::Column::Number.into_expr(), "ticket_number")
        .expr_as(ticket::Column::Title.into_expr(), "ticket_title")
        .expr_as(ticket::Column::ReporterId.into_expr(), "ticket_reporter_id")
        .expr_as(ticket::Column::AssigneeId.into_expr(), "ticket_assignee_id")
        .expr_as(ticket::Column::Followers.into_expr(), "ticket_followers");
    let same = Expr::col(ticket::Column::Id.as_column_ref()).eq(Expr::col(Column::TicketId.as_column_ref()));
    QuerySelect::query(&mut events).join(JoinType::LeftJoin, ticket::Entity, same);
    events
}
