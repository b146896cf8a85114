//! The conditions of a ticket filter, apart from texts: those are in `search`. What the caller may see is in `visibility`.

use deskhand_domain::PersonId;
use deskhand_domain::permissions::TicketVisibility;
use deskhand_domain::ports::{AssigneeFilter, TicketFilter, TicketKey};
use deskhand_domain::ticket::{Awaiting, Priority, TicketNumber, TicketStatus};
use sea_orm::sea_query::{Condition, Expr};
use sea_orm::{ColumnTrait, Value};
use uuid::Uuid;

use crate::entities::ticket::Column;
use crate::mapping::decode::millis;

pub(crate) fn named(key: TicketKey) -> Expr {
    match key {
        TicketKey::Id(id) => Column::Id.eq(id.as_uuid()),
        TicketKey::Number(number) => has_number(number),
    }
}

pub(crate) fn wanted(filter: &TicketFilter, sees: TicketVisibility) -> Condition {
    let times = [
        filter.created_after.map(|at| Column::CreatedAt.gt(millis(at))),
        filter.created_before.map(|at| Column::CreatedAt.lt(millis(at))),
        filter.updated_after.map(|at| changed_at(sees).gt(millis(at))),
        filter.updated_before.map(|at| changed_at(sees).lt(millis(at))),
    ];
    let conditions = Condition::all()
        .add_option(one_of(Column::Status, filter.status.iter().map(TicketStatus::as_str)))
        .add_option(one_of(Column::Priority, filter.priority.iter().map(|p| i16::from(Priority::number(p)))))
        .add_option(filter.awaiting.map(|side| Column::Awaiting.eq(Awaiting::as_str(&side))))
        .add_option(
            filter.reporter.as_ref().map(|people| Column::ReporterId.is_in(people.iter().map(PersonId::as_uuid))),
        )
        .add_option(filter.assignee.as_deref().map(assigned));
    times.into_iter().fold(conditions, Condition::add_option)
}

/// The time of the last change that the reader may know of.
pub(super) const fn changed_at(sees: TicketVisibility) -> Column {
    if sees.includes_notes() { Column::UpdatedAt } else { Column::PublicUpdatedAt }
}

/// An empty list is no condition.
fn one_of<V: Into<Value>>(column: Column, values: impl ExactSizeIterator<Item = V>) -> Option<Expr> {
    (values.len() > 0).then(|| column.is_in(values))
}

/// An empty list matches no ticket. A part that matches nothing is left out of the OR: with it SQLite would use no
/// index.
fn assigned(wanted: &[AssigneeFilter]) -> Condition {
    let people: Vec<_> = wanted.iter().filter_map(person_of).collect();
    let by_nobody = wanted.contains(&AssigneeFilter::Nobody).then(|| Column::AssigneeId.is_null());
    let by_person = (!people.is_empty() || by_nobody.is_none()).then(|| Column::AssigneeId.is_in(people));
    Condition::any().add_option(by_person).add_option(by_nobody)
}

const fn person_of(wanted: &AssigneeFilter) -> Option<Uuid> {
    match wanted {
        AssigneeFilter::Person(id) => Some(id.as_uuid()),
        AssigneeFilter::Nobody => None,
    }
}

pub(crate) fn has_number(number: TicketNumber) -> Expr {
    Column::Number.eq(as_column(number))
}

/// A ticket number fits: the largest is 2^53 - 1.
fn as_column(number: TicketNumber) -> i64 {
    i64::try_from(number.get()).unwrap_or(i64::MAX)
}
