//! One page of the feed: the statement, apart from its running, so that a test can ask how it would be run.

use deskhand_domain::history::Topic;
use deskhand_domain::people::Role;
use deskhand_domain::permissions::{EventVisibility, NotesVisibility, PeopleVisibility};
use deskhand_domain::ports::{FeedEvent, FeedPosition, FeedTicket, FeedTopic, PageLimit, StorageError};
use deskhand_domain::ticket::Title;
use deskhand_domain::{EventId, PersonId};
use sea_orm::sea_query::{Condition, Expr, ExprTrait};
use sea_orm::{
    ColumnTrait, DbBackend, EntityTrait, FromQueryResult, JoinType, Order, QueryFilter, QueryOrder, QuerySelect, Select,
};
use uuid::Uuid;

use crate::dialect::event_order::is_settled;
use crate::entities::event::{Column, Entity};
use crate::entities::{person, ticket};
use crate::mapping::decode::Table;
use crate::mapping::event::FOR_STAFF;
use crate::mapping::person::PersonRefRow;
use crate::mapping::ticket::number_from;
use crate::queries::events::ticket_history::{EventRow, with_people};
use crate::queries::keyset::one_page;
use crate::queries::person_join::with_person;
use crate::queries::tickets::filter::visible;

/// The person whom an event is about, as the join calls them.
const ABOUT: &str = "person";

/// Where an event stands.
#[derive(FromQueryResult)]
pub(crate) struct PlaceRow {
    tx: i64,
    seq: i64,
    id: Uuid,
}

impl PlaceRow {
    pub(crate) const fn into_position(self) -> FeedPosition {
        FeedPosition { work: self.tx, seq: self.seq, event: EventId::new(self.id) }
    }
}

/// An event with everybody in it and what it is about, as one row.
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
            (Topic::Person(_), ..) => return Err(Table("history").corrupt("person_id", "names nobody")),
        };
        Ok(FeedEvent { position, view, about })
    }
}

impl TicketRow {
    fn into_ticket(self) -> Result<FeedTicket, StorageError> {
        Ok(FeedTicket {
            number: number_from(self.number)?,
            title: Table("tickets").parsed("title", Title::parse(&self.title))?,
            reporter: PersonId::new(self.reporter_id),
            assignee: self.assignee_id.map(PersonId::new),
        })
    }
}

/// The events that are settled, in the order of the feed.
pub(crate) fn places(backend: DbBackend, direction: Order) -> Select<Entity> {
    let settled = Condition::all().add_option(is_settled(backend));
    Entity::find().filter(settled).order_by(Column::Tx, direction.clone()).order_by(Column::Seq, direction)
}

pub(crate) fn only_after(events: Select<Entity>, after: FeedPosition) -> Select<Entity> {
    events.filter(own_place().gt(place(after)))
}

/// All of it must be settled.
pub(crate) fn one_page_between(
    backend: DbBackend,
    sees: EventVisibility,
    after: FeedPosition,
    end: FeedPosition,
    limit: PageLimit,
) -> Select<Entity> {
    // PostgreSQL takes any range of row values for a quarter of the table, and would read every ticket for it. What it
    // makes of a range of one column comes near. SQLite, the other way round, might look no further than that column.
    let estimate = (backend == DbBackend::Postgres).then(|| Column::Tx.between(after.work, end.work));
    let events = only_after(Entity::find(), after)
        .filter(own_place().lte(place(end)))
        .filter(Condition::all().add_option(estimate));
    let events = with_ticket(with_person(with_people(events), ABOUT, Column::PersonId))
        .expr_as(Expr::col((ABOUT, person::Column::Role)), "person_role")
        .filter(included(sees));
    one_page(events.order_by(Column::Tx, Order::Asc).order_by(Column::Seq, Order::Asc), limit)
}

/// How many of the settled events may be seen.
pub(crate) fn count_of(backend: DbBackend, sees: EventVisibility) -> Select<Entity> {
    let settled = Condition::all().add_option(is_settled(backend));
    let events = with_ticket(with_person(Entity::find().filter(settled), ABOUT, Column::PersonId));
    events.filter(included(sees)).select_only().column_as(Column::Id.count(), "events")
}

/// One comparison of row values, which both databases read from the index.
fn own_place() -> Expr {
    Expr::tuple([Expr::col(Column::Tx.as_column_ref()), Expr::col(Column::Seq.as_column_ref())])
}

fn place(at: FeedPosition) -> Expr {
    Expr::tuple([Expr::value(at.work), Expr::value(at.seq)])
}

fn with_ticket(mut events: Select<Entity>) -> Select<Entity> {
    let same = Expr::col(ticket::Column::Id.as_column_ref()).eq(Expr::col(Column::TicketId.as_column_ref()));
    QuerySelect::query(&mut events).join(JoinType::LeftJoin, ticket::Entity, same);
    events
        .expr_as(ticket::Column::Number.into_expr(), "ticket_number")
        .expr_as(ticket::Column::Title.into_expr(), "ticket_title")
        .expr_as(ticket::Column::ReporterId.into_expr(), "ticket_reporter_id")
        .expr_as(ticket::Column::AssigneeId.into_expr(), "ticket_assignee_id")
}

/// What `EventVisibility::includes` says, in SQL.
fn included(sees: EventVisibility) -> Condition {
    if sees == EventVisibility::EVERYTHING {
        return Condition::all();
    }
    let of_a_ticket = Condition::all()
        .add(ticket::Column::Id.is_not_null())
        .add(visible(sees.tickets))
        .add_option(internal_ones(sees.notes));
    let of_a_deleted_ticket = Condition::all().add(Column::TicketId.is_not_null()).add(ticket::Column::Id.is_null());
    Condition::any()
        .add(of_a_ticket)
        .add_option(sees.deleted_tickets.then_some(of_a_deleted_ticket))
        .add(of_a_person(sees.people))
}

fn internal_ones(notes: NotesVisibility) -> Option<Condition> {
    let for_everybody = Condition::any().add(Column::Audience.ne(FOR_STAFF));
    match notes {
        NotesVisibility::Everywhere => None,
        NotesVisibility::AssignedTo(person) => Some(for_everybody.add(ticket::Column::AssigneeId.eq(person.as_uuid()))),
        NotesVisibility::Nowhere => Some(for_everybody),
    }
}

fn of_a_person(people: PeopleVisibility) -> Condition {
    let is = |me: PersonId| Column::PersonId.eq(me.as_uuid());
    let unprivileged = Role::ALL.iter().filter(|role| !role.is_admin()).map(Role::as_str);
    match people {
        PeopleVisibility::Everybody => Condition::any().add(Column::PersonId.is_not_null()),
        PeopleVisibility::CustomersAndEngineers(me) => {
            Condition::any().add(Expr::col((ABOUT, person::Column::Role)).is_in(unprivileged)).add(is(me))
        }
        PeopleVisibility::Only(me) => Condition::any().add(is(me)),
    }
}
