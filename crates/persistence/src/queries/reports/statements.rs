//! The statements of the reports, apart from running them, so that the plan tests can explain them.

use deskhand_domain::people::Role;
use deskhand_domain::permissions::{NotesVisibility, PeopleVisibility, TicketVisibility};
use deskhand_domain::ports::{MailState, Measure, PageLimit, PeopleFilter, ResolvedPosition};
use deskhand_domain::report::Period;
use deskhand_domain::ticket::TicketStatus;
use sea_orm::sea_query::{Condition, Expr, ExprTrait, Func};
use sea_orm::{ColumnTrait, DbBackend, EntityTrait, Order, QueryFilter, QueryOrder, QuerySelect, QueryTrait, Select};

use crate::entities::ticket::{Column, Entity};
use crate::entities::{mail, person};
use crate::mapping::decode::millis;
use crate::queries::keyset::{Sorting, one_page};
use crate::queries::people::list as people_list;
use crate::queries::tickets::row::with_people;
use crate::queries::visibility::{tickets_with_notes, visible_tickets};

const BY_RESOLUTION: Sorting<Column> = Sorting { by: Column::ResolvedAt, id: Column::Id, direction: Order::Asc };

pub(crate) fn resolved(
    sees: TicketVisibility,
    period: Period,
    after: Option<ResolvedPosition>,
    limit: PageLimit,
) -> Select<Entity> {
    let tickets = Entity::find().filter(visible_tickets(sees)).filter(Column::ResolvedAt.lt(millis(period.to())));
    // One lower bound, never two: a database that took the period's would read each page from the first ticket on.
    let tickets = match after {
        None => tickets.filter(Column::ResolvedAt.gte(millis(period.from()))),
        Some(last) => BY_RESOLUTION.begin_after(tickets, millis(last.resolved_at), last.id.as_uuid()),
    };
    one_page(BY_RESOLUTION.put_in_order(with_people(tickets)), limit)
}

pub(crate) fn opened(sees: TicketVisibility, period: Period) -> Select<Entity> {
    Entity::find()
        .filter(visible_tickets(sees))
        .filter(within(Column::CreatedAt, period))
        .select_only()
        .column(Column::Status)
        .column(Column::Priority)
        .column_as(Column::Id.count(), "tickets")
        .group_by(Column::Status)
        .group_by(Column::Priority)
}

/// The milliseconds of the ticket at this offset. By an offset, because SQLite has no percentile function.
pub(crate) fn measured(sees: TicketVisibility, period: Period, measure: Measure, offset: u64) -> Select<Entity> {
    let end = match measure {
        Measure::FirstResponse => Column::FirstResponseAt,
        Measure::Resolution => Column::ResolvedAt,
    };
    let time = Expr::col(end.as_column_ref()).sub(Expr::col(Column::CreatedAt.as_column_ref()));
    all_measured(sees, period, measure)
        .select_only()
        .expr_as(time.clone(), "milliseconds")
        .order_by(time, Order::Asc)
        .offset(offset)
        .limit(1)
}

pub(crate) fn all_measured(sees: TicketVisibility, period: Period, measure: Measure) -> Select<Entity> {
    let tickets = Entity::find().filter(visible_tickets(sees));
    match measure {
        Measure::FirstResponse => {
            tickets.filter(within(Column::CreatedAt, period)).filter(Column::FirstResponseAt.is_not_null())
        }
        Measure::Resolution => tickets.filter(within(Column::ResolvedAt, period)),
    }
}

pub(crate) fn engineers(sees: PeopleVisibility, backend: DbBackend) -> Select<person::Entity> {
    let engineers = PeopleFilter { role: vec![Role::Engineer], ..PeopleFilter::default() };
    people_list::belonging(sees, &engineers, backend)
}

/// How many blocked tickets each of them has.
pub(crate) fn blocked(engineers: Select<person::Entity>) -> Select<Entity> {
    per_engineer(engineers, Condition::all().add(Column::Status.eq(TicketStatus::Blocked.as_str())))
}

/// How many of the tickets that each of them has were resolved in the period.
pub(crate) fn resolved_by(engineers: Select<person::Entity>, period: Period) -> Select<Entity> {
    per_engineer(engineers, within(Column::ResolvedAt, period))
}

fn per_engineer(engineers: Select<person::Entity>, which: Condition) -> Select<Entity> {
    let ids = engineers.select_only().column(person::Column::Id).into_query();
    Entity::find()
        .filter(which)
        .filter(Column::AssigneeId.in_subquery(ids))
        .select_only()
        .column(Column::AssigneeId)
        .column_as(Column::Id.count(), "tickets")
        .group_by(Column::AssigneeId)
}

/// How many ratings of the period have so many stars.
pub(crate) fn ratings(sees: NotesVisibility, period: Period) -> Select<Entity> {
    Entity::find()
        .filter(tickets_with_notes(sees))
        .filter(within(Column::RatedAt, period))
        .select_only()
        .column(Column::RatingStars)
        .column_as(Column::Id.count(), "tickets")
        .group_by(Column::RatingStars)
}

/// The same for each of these engineers, of the tickets that they have.
pub(crate) fn ratings_of(engineers: Select<person::Entity>, period: Period) -> Select<Entity> {
    per_engineer(engineers, within(Column::RatedAt, period)).column(Column::RatingStars).group_by(Column::RatingStars)
}

/// How many mails are pending, and since when the oldest is that is not of a digest.
pub(crate) fn pending_mails() -> Select<mail::Entity> {
    let waiting = Expr::case(mail::Column::Frequency.is_null(), Expr::col(mail::Column::CreatedAt));
    mail::Entity::find()
        .filter(mail::Column::State.eq(MailState::Pending.as_str()))
        .select_only()
        .column_as(mail::Column::Id.count(), "pending")
        .expr_as(Func::min(waiting), "oldest")
}

fn within(column: Column, period: Period) -> Condition {
    Condition::all().add(column.gte(millis(period.from()))).add(column.lt(millis(period.to())))
}
